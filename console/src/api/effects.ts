import { parseDate } from '../time/grammar';
import type { components } from './schema';

type Schemas = components['schemas'];
type Token = Schemas['Token'];
type TokenPatch = Schemas['TokenPatch'];
type User = Schemas['User'];
type UserUpdate = Schemas['UserUpdate'];

/** How much later than its request a relative date may be resolved by the service. */
const RELATIVE_TOLERANCE_MS = 120_000;

/** Returns whether a token has the values of an update that was sent at this time. */
export function showsPatch(token: Token, patch: TokenPatch, sentAt: Date): boolean {
  const { name, description, enabled, scopes, expirationDate, allowedIps, previousSecretValidUntil } = patch;
  return (
    (name === undefined || token.name === name) &&
    (description === undefined || (token.description ?? '') === (description ?? '')) &&
    (enabled === undefined || token.enabled === enabled) &&
    (scopes === undefined || sameSet(token.scopes, scopes)) &&
    (expirationDate === undefined || sameExpiry(token.expirationDate, expirationDate, sentAt)) &&
    (allowedIps === undefined || sameSet(token.allowedIps ?? [], allowedIps)) &&
    (previousSecretValidUntil === undefined || token.previousSecretValidUntil === undefined)
  );
}

/** Returns whether a user has the values of an update. */
export function showsUser(user: User, update: UserUpdate): boolean {
  return (
    (user.firstName ?? null) === (update.firstName ?? null) &&
    (user.lastName ?? null) === (update.lastName ?? null) &&
    (update.email === undefined || (user.email ?? null) === update.email) &&
    (update.language === undefined || (user.language ?? null) === update.language) &&
    user.enabled === (update.enabled ?? true) &&
    user.manageOwnTokens === (update.manageOwnTokens ?? user.manageOwnTokens) &&
    sameSet(user.scopes, update.scopes) &&
    (update.leads == null || sameSet(user.leads ?? [], update.leads)) &&
    (update.identities == null || sameSet(identityKeys(user.identities), identityKeys(update.identities)))
  );
}

const identityKeys = (identities: User['identities'] = []) =>
  identities.map(({ issuer, subject }) => JSON.stringify([issuer, subject]));

/** Returns whether two lists have the same elements, in any order. */
export function sameSet(one: readonly string[], other: readonly string[] | null): boolean {
  return [...new Set(one)].sort().join() === [...new Set(other ?? [])].sort().join();
}

export function sameExpiry(actual: string | undefined, sent: string | number | null, sentAt: Date): boolean {
  if (actual === undefined || sent === null) return actual === undefined && sent === null;
  const expected = parseDate(String(sent), sentAt, 'UTC')?.instant.getTime() ?? NaN;
  const late = Date.parse(actual) - expected;
  return late === 0 || (String(sent).startsWith('now') && late > 0 && late < RELATIVE_TOLERANCE_MS);
}
