import { expect, test } from 'vitest';
import type { AuditEvent, AuditEventList } from '../api/client';
import type { PageQuery } from '../tables/useKeyPages';
import { loadLastEvents } from './lastEvents';

function event(action: string, kind: string, name?: string): AuditEvent {
  return { action, target: { kind, id: 'id', name } } as AuditEvent;
}

/** Loads pages of events as the API does: the key of a page contains its size and its start. */
function loader(events: AuditEvent[], pages: PageQuery[] = []) {
  return (page: PageQuery): Promise<AuditEventList> => {
    pages.push(page);
    const [start = 0, size = 0] = 'nextPageKey' in page ? page.nextPageKey.split(' ').map(Number) : [0, page.pageSize];
    const end = start + size;
    return Promise.resolve({
      pageSize: size,
      nextPageKey: end < events.length ? `${end} ${size}` : null,
      events: events.slice(start, end),
    });
  };
}

const deletion = event('token.deleted', 'token', 'ci');
const edits = (count: number) => Array.from({ length: count }, () => event('token.deleted', 'token'));

test.each([
  ['no edits', 0, 1],
  ['fewer edits than the first page', 19, 1],
  ['as many as the first page', 20, 2],
  ['several pages', 999, 6],
])('edits of a deleted record do not hide its deletion: %s', async (_, count, requests) => {
  const pages: PageQuery[] = [];
  const events = await loadLastEvents(
    loader([...edits(count), deletion, event('token.created', 'token', 'ci')], pages),
  );

  expect(events).toContain(deletion);
  expect(events.filter((each) => each === deletion)).toHaveLength(1);
  expect(pages).toHaveLength(requests);
});

test('the deletion of a user has no other name than the id', async () => {
  const pages: PageQuery[] = [];
  await loadLastEvents(loader([event('user.deleted', 'user'), ...edits(30)], pages));

  expect(pages).toHaveLength(1);
});

test('a record without a deletion is not searched without end', async () => {
  const pages: PageQuery[] = [];
  await loadLastEvents(loader(edits(5_000), pages));

  expect(pages).toHaveLength(6);
});
