import type { Token, TokenPatch } from '../api/client';
import { addressesOf, sameAddresses } from '../forms/addresses';
import type { Same } from '../forms/edits';
import { expiryOf, readExpiry, sameExpiry, type Expiry } from '../forms/expiry';
import type { Zone } from '../time/grammar';

/** What the form of a token changes, as it shows it. */
export interface TokenValues {
  name: string;
  description: string;
  expiry: Expiry;
  addresses: string;
  scopes: string[];
  enabled: boolean;
}

export function toValues(token: Token): TokenValues {
  return {
    name: token.name,
    description: token.description ?? '',
    expiry: expiryOf(token.expirationDate),
    addresses: addressesOf(token.allowedIps),
    scopes: token.scopes,
    enabled: token.enabled,
  };
}

export const sameValue: Same<TokenValues> = (field, one, other) => {
  if (field === 'expiry') return sameExpiry(one as Expiry, other as Expiry);
  if (field === 'addresses') return sameAddresses(one as string, other as string);
  return JSON.stringify(one) === JSON.stringify(other);
};

/** Returns whether a token with this expiration date would live longer. */
export function extendsExpiry(current: string | undefined, expiry: Expiry, now: Date, zone: Zone): boolean {
  if (current === undefined) return false;
  const instant = expiry.on ? readExpiry(expiry, now, zone)?.instant : undefined;
  return !instant || instant > new Date(current);
}

/** Returns the request for the changed fields alone. */
export function toPatch(
  { name, description, scopes, enabled }: TokenValues,
  changed: (keyof TokenValues)[],
  { expirationDate, allowedIps }: Pick<TokenPatch, 'expirationDate' | 'allowedIps'>,
): TokenPatch {
  const sent: Record<keyof TokenValues, TokenPatch> = {
    name: { name },
    description: { description: description || null },
    expiry: { expirationDate },
    addresses: { allowedIps },
    scopes: { scopes },
    enabled: { enabled },
  };
  return Object.assign({}, ...changed.map((field) => sent[field])) as TokenPatch;
}
