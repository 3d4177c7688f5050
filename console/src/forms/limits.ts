import type { Limits } from '../api/client';
import type { Text } from '../i18n/Language';
import type { ParsedAddresses } from './addresses';
import { parseExpiry, readExpiry, type Expiry } from './expiry';

export const DAY_MS = 86_400_000;

/** For what is no token, such as a trust. */
export const NO_LIMITS: Limits = { requireExpiration: false, requireAllowedIps: false };

/** Returns the latest expiration date that a token can get now. */
export function latestExpiry({ maxTokenLifetime }: Limits, now: Date): Date | undefined {
  return maxTokenLifetime === undefined ? undefined : new Date(now.getTime() + maxTokenLifetime * DAY_MS);
}

export function isExpirationRequired({ requireExpiration, maxTokenLifetime }: Limits): boolean {
  return requireExpiration || maxTokenLifetime !== undefined;
}

/** Returns the expiration date that a form proposes. */
export function proposedExpiry({ defaultTokenLifetime, maxTokenLifetime }: Limits, days?: number): Expiry {
  const lifetime = defaultTokenLifetime ?? (days && Math.min(days, maxTokenLifetime ?? days));
  return { on: true, text: lifetime ? `now+${lifetime}d` : '' };
}

/** Returns the error of an expiration date that is invalid, or that the limits do not permit. */
export function expiryError(
  expiry: Expiry,
  limits: Limits,
  now: Date,
  { zone, t, time }: Pick<Text, 'zone' | 't' | 'time'>,
): string | undefined {
  const isMissing = !expiry.on || !expiry.text.trim();
  if (isMissing && isExpirationRequired(limits)) return t('violation.expiration-required');
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
