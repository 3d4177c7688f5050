import type { Limits } from '../api/client';
import type { Text } from '../i18n/Language';
import type { ParsedAddresses } from './addresses';
import { parseExpiry, readExpiry, type Expiry } from './expiry';

export const DAY_MS = 86_400_000;

/** For what is no token, such as a trust. */
export const NO_LIMITS: Limits = { requireExpiration: false, requireAllowedIps: false };

/** The limits of the environment, and of a session of a person. */
export interface OwnLimits extends Limits {
  /** Whether only the session requires an expiration date. */
  isOfSession?: boolean;
}

/** @param maxCreatedDays how many days what a signed-in person creates may be valid, if that is limited */
export function limitsOf(limits: Limits, maxCreatedDays: number | undefined): OwnLimits {
  if (maxCreatedDays === undefined) return limits;
  const maxTokenLifetime = Math.min(maxCreatedDays, limits.maxTokenLifetime ?? maxCreatedDays);
  return { ...limits, maxTokenLifetime, isOfSession: !isExpirationRequired(limits) };
}

/** Returns the latest expiration date that a token can get now. */
export function latestExpiry({ maxTokenLifetime }: Limits, now: Date): Date | undefined {
  return maxTokenLifetime === undefined ? undefined : new Date(now.getTime() + maxTokenLifetime * DAY_MS);
}

export function isExpirationRequired({ requireExpiration, maxTokenLifetime }: Limits): boolean {
  return requireExpiration || maxTokenLifetime !== undefined;
}

/** Returns the expiration date that a form proposes. */
export function proposedExpiry({ defaultTokenLifetime, maxTokenLifetime }: Limits, days?: number): Expiry {
  const proposed = defaultTokenLifetime ?? days;
  const lifetime = proposed && Math.min(proposed, maxTokenLifetime ?? proposed);
  return { on: true, text: lifetime ? `now+${lifetime}d` : '' };
}

/** Returns the error of an expiration date that is invalid, or that the limits do not permit. */
export function expiryError(
  expiry: Expiry,
  limits: OwnLimits,
  now: Date,
  { zone, t, time }: Pick<Text, 'zone' | 't' | 'time'>,
): string | undefined {
  const isMissing = !expiry.on || !expiry.text.trim();
  if (isMissing && isExpirationRequired(limits))
    return t(limits.isOfSession ? 'expiry.required' : 'violation.expiration-required');
  const { error } = parseExpiry(expiry, now, zone, t);
  const latest = latestExpiry(limits, now);
  const instant = readExpiry(expiry, now, zone)?.instant;
  if (error || !expiry.on || !latest || !instant || instant <= latest) return error;
  return t('expiry.tooLate', { days: limits.maxTokenLifetime ?? '', time: time(latest) });
}

/** Returns the error of addresses, also of their absence if the limits require them. */
export function addressesError({ sent, error }: ParsedAddresses, limits: Limits, t: Text['t']): string | undefined {
  return error ?? (limits.requireAllowedIps && !sent ? t('violation.addresses-required') : undefined);
}
