import type { ListedToken } from '../api/client';
import type { Permissions } from '../auth/permissions';
import type { Key } from '../i18n/en';
import { statusOf } from './status';

/** Returns what to ask before a token is disabled that could not be enabled again; undefined for any other. */
export function finalQuestion(token: ListedToken, permissions: Pick<Permissions, 'enables'>): Key | undefined {
  if (token.enabled !== true) return undefined;
  if (token.trust !== undefined) return 'disable.exchanged';
  if (!permissions.enables(token)) return 'disable.final';
  if (token.violatedLimits) return 'disable.violates';
  const status = statusOf(token);
  return status === 'expired' || status === 'ownerDisabled' ? `disable.${status}` : undefined;
}
