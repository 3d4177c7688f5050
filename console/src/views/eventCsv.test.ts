import { expect, test } from 'vitest';
import type { AuditEvent, EventQuery } from '../api/client';
import { loadEvents, toEventCsv } from './eventCsv';

const event = (id: string): AuditEvent => ({
  schemaVersion: 1,
  id,
  time: '2026-11-30T05:10:00.123Z',
  type: 'Token Disabled',
  action: 'token.disabled',
  actor: { kind: 'token', tokenId: 'tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX', userAgent: '=cmd|calc' },
  target: { kind: 'token', id: 'tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX', name: '@evil "name"' },
  changes: [{ field: 'enabled', from: true, to: false }],
  environment: 'default',
  version: 3,
});

test('every row has a cell for each column, and none is a formula', () => {
  const [header, first] = toEventCsv([event('e1')])
    .slice(1)
    .split('\r\n');
  const cells = (line = '') => line.match(/"(?:[^"]|"")*"/g) ?? [];
  expect(cells(first)).toHaveLength(cells(header).length);
  expect(cells(first)).toContain(`"'=cmd|calc"`);
  expect(cells(first)).toContain(`"'@evil ""name"""`);
  expect(cells(first)).toContain(`"[{""field"":""enabled"",""from"":true,""to"":false}]"`);
  expect(cells(first).at(-1)).toBe('"e1"');
});

test('a row has what only events of its type have', () => {
  const leak = { secret: 'current', source: 'https://example.com/deploy.sh' } as const;
  expect(toEventCsv([{ ...event('e1'), leak }])).toContain(`"${JSON.stringify({ leak }).replaceAll('"', '""')}"`);
  expect(toEventCsv([event('e1')])).not.toContain('"{');
});

/** A client that has this number of events on each page. */
function clientOf(sizes: number[]) {
  const queries: EventQuery[] = [];
  const listEvents = (query: EventQuery) => {
    queries.push(query);
    const page = queries.length - 1;
    return Promise.resolve({
      pageSize: 1_000,
      nextPageKey: page + 1 < sizes.length ? `key${page + 1}` : null,
      events: Array.from({ length: sizes[page] ?? 0 }, (_, n) => event(`${page}-${n}`)),
    });
  };
  return { client: { listEvents }, queries };
}

test('all pages are loaded, empty ones in between too', async () => {
  const { client, queries } = clientOf([2, 0, 1]);
  const { events, complete } = await loadEvents(client, { project: 'web' });
  expect(events.map(({ id }) => id)).toEqual(['0-0', '0-1', '2-0']);
  expect(complete).toBe(true);
  expect(queries).toEqual([{ project: 'web', pageSize: 1_000 }, { nextPageKey: 'key1' }, { nextPageKey: 'key2' }]);
});

test('a file has a limit, and says that it is not complete', async () => {
  const { client } = clientOf(Array.from({ length: 12 }, () => 1_000));
  const { events, complete } = await loadEvents(client, {});
  expect([events.length, complete]).toEqual([10_000, false]);
});
