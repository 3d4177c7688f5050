import { expect, test } from 'vitest';
import {
  countActiveFilters,
  ignoredParams,
  invalidFields,
  NO_EVENT_FILTERS,
  parseEventFilters,
  toEventQuery,
} from './eventFilters';

const parse = (search: string) => parseEventFilters(new URLSearchParams(search));

test('filters are read from the URL, and invalid values are ignored', () => {
  expect(parse('from=2026-11-01&to=2026-11-30&action=token.deleted&project=web')).toEqual({
    ...NO_EVENT_FILTERS,
    from: '2026-11-01',
    to: '2026-11-30',
    action: 'token.deleted',
    project: 'web',
  });
  expect(parse('targetKind=user&targetId=jane&actorKind=unknown&actorId=x')).toEqual({
    ...NO_EVENT_FILTERS,
    targetKind: 'user',
    targetId: 'jane',
    actorKind: 'unknown',
  });
  expect(
    parse('from=yesterday&to=2026-13-01&action=x&project=No&targetKind=thing&targetId=1&actorKind=me&actorId=2'),
  ).toEqual(NO_EVENT_FILTERS);
});

test.each([
  ['target=scope:orders:read&actor=iam:rules', { target: 'scope:orders:read', actor: 'iam:rules' }],
  ['actor=unknown', { actor: 'unknown' }],
  ['target=token:tk0c01.A', { target: 'token:tk0c01.A' }],
])('the parameters of the API are understood: %s', (search, query) => {
  expect(toEventQuery(parse(search), 'UTC')).toEqual(query);
  expect(ignoredParams(new URLSearchParams(search))).toEqual([]);
});

test.each([
  ['', []],
  [
    'from=2026-11-01&to=2026-11-30&action=token.deleted&project=web&targetKind=user&targetId=jane&actorKind=unknown',
    [],
  ],
  ['from=&targetId=', []],
  ['from=now-7d&to=2026-02-31&action=deleted&project=No', ['from', 'to', 'action', 'project']],
  ['owner=jane&owner=bob&toString=1', ['owner', 'toString']],
  ['target=nightly&actor=me:1', ['target', 'actor']],
  ['target=token:a&targetKind=user&targetId=jane', ['target']],
  ['targetId=jane&actorKind=token', ['targetId', 'actorKind']],
  ['actorKind=unknown&actorId=x', ['actorId']],
  ['action=token.deleted&action=token.created', ['action']],
])('the parameters of "%s" that select nothing are named', (search, names) => {
  expect(ignoredParams(new URLSearchParams(search))).toEqual(names);
});

test('a day is from its start to its end, in the time zone', () => {
  expect(toEventQuery(parse('from=2026-11-29&to=2026-11-30'), 'UTC')).toMatchObject({
    from: String(Date.UTC(2026, 10, 29)),
    to: String(Date.UTC(2026, 11, 1) - 1),
  });
});

test('targets and actors are a kind with an id', () => {
  expect(toEventQuery(parse('targetKind=scope&targetId=orders:read&actorKind=iam&actorId=rules'), 'UTC')).toMatchObject(
    { target: 'scope:orders:read', actor: 'iam:rules' },
  );
  expect(toEventQuery(parse('actorKind=unknown'), 'UTC')).toMatchObject({ actor: 'unknown' });
  expect(toEventQuery(NO_EVENT_FILTERS, 'UTC')).toEqual({});
});

test('a form with a kind but no id, or with a wrong day, is invalid', () => {
  const filters = { ...NO_EVENT_FILTERS, from: '1 May', to: '2026-02-31', targetKind: 'user', actorKind: 'token' };
  expect(invalidFields(filters)).toEqual(['from', 'to', 'targetId', 'actorId']);
  expect(invalidFields({ ...NO_EVENT_FILTERS, project: 'No', actorKind: 'unknown' })).toEqual(['project']);
  expect(invalidFields(NO_EVENT_FILTERS)).toEqual([]);
});

test('a kind and its id count as one filter', () => {
  expect(countActiveFilters(parse('targetKind=user&targetId=jane&actorKind=unknown&from=2026-11-01'))).toBe(3);
});
