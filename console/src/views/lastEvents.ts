import type { AuditEvent, AuditEventList } from '../api/client';
import type { PageQuery } from '../tables/useKeyPages';

/** The deletion is seldom followed by other events. */
const FIRST_PAGE = 20;

/** A record that was deleted can be changed by hand any number of times: its events tell nothing of what it was. */
const NEXT_PAGE = 200;

const MAX_PAGES = 6;

const DELETIONS = ['token.deleted', 'token.purged', 'user.deleted'];

export function isDeletion({ action }: AuditEvent): boolean {
  return DELETIONS.includes(action);
}

/** Whether an event tells the name of its target. The id of a user is the name. */
export function tellsName({ target }: AuditEvent): boolean {
  return target.kind !== 'token' || target.name !== undefined;
}

/** Loads the newest events of a deleted record, up to the one that tells what it was. */
export async function loadLastEvents(load: (page: PageQuery) => Promise<AuditEventList>): Promise<AuditEvent[]> {
  let list = await load({ pageSize: FIRST_PAGE });
  const events = [...list.events];
  // A page key contains the query, and with it the size of the page.
  let next: PageQuery | undefined = list.nextPageKey ? { pageSize: NEXT_PAGE } : undefined;
  for (
    let page = 1;
    page < MAX_PAGES && next && !events.some((event) => isDeletion(event) && tellsName(event));
    page++
  ) {
    list = await load(next);
    if (page === 1) events.length = 0;
    events.push(...list.events);
    next = list.nextPageKey ? { nextPageKey: list.nextPageKey } : undefined;
  }
  return events;
}
