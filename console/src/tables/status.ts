import type { ListedToken } from '../api/client';
import { serverNow } from '../time/serverClock';

/** What the service says of a token. */
export type Status = 'damaged' | 'leaked' | 'disabled' | 'expired' | 'ownerDisabled' | 'active';

type WithStatus = Pick<ListedToken, 'enabled' | 'expirationDate'> & { status?: string };

/** Returns the status of a token: that of the service, unless the token has expired since it was read. */
export function statusOf(token: WithStatus): Status {
  const { status, enabled } = token;
  if (status === 'damaged' || status === 'leaked') return status;
  if (status === 'disabled' || enabled === false) return 'disabled';
  if (isExpired(token)) return 'expired';
  return status === 'ownerDisabled' ? status : 'active';
}

/** Returns whether the expiration date of a token has passed, whatever else is true of it. */
export function isExpired({ status, expirationDate }: WithStatus): boolean {
  return status === 'expired' || (expirationDate !== undefined && isPast(expirationDate));
}

export function isPast(instant: string): boolean {
  return Date.parse(instant) <= serverNow().getTime();
}
