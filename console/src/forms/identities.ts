import type { User } from '../api/client';
import type { Text } from '../i18n/Language';

export type Identity = NonNullable<User['identities']>[number];

/** The most identities that a user can have. */
export const MAX_IDENTITIES = 5;

/** Returns what is wrong with identities; undefined if nothing is. */
export function identitiesError(identities: readonly Identity[], t: Text['t']): string | undefined {
  if (identities.some(({ issuer, subject }) => !issuer || !subject.trim())) return t('user.identityIncomplete');
  const texts = identities.map(identityText);
  return new Set(texts).size < texts.length ? t('user.identityDuplicate') : undefined;
}

/** Returns an identity as text. Names of issuers contain no colon. */
export function identityText({ issuer, subject }: Identity): string {
  return `${issuer}: ${subject}`;
}
