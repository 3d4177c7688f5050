import type { Token } from '../api/client';

/** The periods in seconds for which the previous secret can stay valid. */
export const OVERLAPS = [0, 600, 3_600, 86_400, 604_800] as const;
export type Overlap = (typeof OVERLAPS)[number];

const DEFAULT: Overlap = 86_400;
const RECENTLY_MS = 30 * 86_400_000;

/** Returns the overlaps that end before the token expires. A leaked token has none. */
export function overlapsFor(token: Token, now: Date): Overlap[] {
  if (token.status === 'leaked') return [0];
  const remaining = token.expirationDate ? (Date.parse(token.expirationDate) - now.getTime()) / 1_000 : Infinity;
  return OVERLAPS.filter((seconds) => seconds === 0 || seconds <= remaining);
}

/** Returns the overlap that is proposed: a day, if a secret is in use that the new one would replace. */
export function defaultOverlap(token: Token, now: Date): Overlap {
  const lastUse = lastUseOfSecrets(token, now);
  if (!lastUse || now.getTime() - Date.parse(lastUse) > RECENTLY_MS) return 0;
  return (
    overlapsFor(token, now)
      .filter((seconds) => seconds <= DEFAULT)
      .at(-1) ?? 0
  );
}

/** Returns when one of the secrets that work now was last used. */
function lastUseOfSecrets(token: Token, now: Date): string | undefined {
  const { lastUsedDate, regeneratedDate, previousSecretValidUntil: until } = token;
  const overlaps = until !== undefined && Date.parse(until) > now.getTime();
  // A use before the secret was made is one of a secret that no longer works.
  return lastUsedDate && (overlaps || !regeneratedDate || lastUsedDate > regeneratedDate) ? lastUsedDate : undefined;
}
