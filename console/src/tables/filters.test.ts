import { expect, test } from 'vitest';
import { toSelector } from '../api/selector';
import { toCriteria, parseFilters, countActive, NO_FILTERS, usedUntil, withName } from './filters';
import { apiSort, type Column } from './columns';
import { withParams } from '../route/searchParams';

test('a URL without filters produces no filters', () => {
  expect(parseFilters(new URLSearchParams('page=3&sort=name'))).toEqual(NO_FILTERS);
  expect(toSelector(toCriteria(NO_FILTERS))).toBeUndefined();
});

test('filters round-trip through the URL', () => {
  const filters = {
    ...NO_FILTERS,
    name: 'a & "b"',
    owner: ['jane', 'joe'],
    expires: '7',
    status: 'disabled',
    unused: '90',
    trust: 'ci-web',
  };
  const query = withParams('sort=name&page=4', { ...filters });
  expect(query).not.toContain('page');
  expect(parseFilters(new URLSearchParams(query))).toEqual(filters);
  expect(countActive(filters)).toBe(6);
  expect(toSelector(toCriteria(filters))).toBe(
    'name("a & ~"b~""),owner("jane","joe"),expiresWithin("7d"),enabled(false),trust("ci-web")',
  );
  expect(usedUntil(filters)).toBe('now-90d');
});

test.each([
  ['enabled', 'enabled(true)'],
  ['disabled', 'enabled(false)'],
  ['active', 'status("active")'],
  ['ownerDisabled', 'status("ownerDisabled")'],
])('the status %s is a criterion', (status, selector) => {
  expect(toSelector(toCriteria(parseFilters(new URLSearchParams({ status }))))).toBe(selector);
});

test('tokens that were never used, and tokens with unused scopes, are found separately', () => {
  const never = parseFilters(new URLSearchParams('neverUsed=yes'));
  expect([toSelector(toCriteria(never)), usedUntil(never)]).toEqual([undefined, '0']);
  const scopes = parseFilters(new URLSearchParams('unusedScopes=yes'));
  expect([toSelector(toCriteria(scopes)), usedUntil(scopes)]).toEqual(['unusedScopes("90d")', undefined]);
});

test('tokens that the limits would not permit are found', () => {
  expect(toSelector(toCriteria(parseFilters(new URLSearchParams('violates=yes'))))).toBe('violatesPolicy(true)');
});

test('invalid filters in a URL are ignored', () => {
  expect(parseFilters(new URLSearchParams('expires=7d&unused=-1&status=on&expired=maybe&neverUsed=1'))).toEqual(
    NO_FILTERS,
  );
});

test('a page change keeps the filter and the order', () => {
  expect(withParams('sort=name', { page: '2' })).toBe('?sort=name&page=2');
  expect(withParams('sort=name&page=2', { sort: '-name' })).toBe('?sort=-name');
  expect(withParams('name=x', { name: '' })).toBe('');
});

test('a column can be sorted by a field with the reverse order', () => {
  const column = (id: string, sort?: string, reversed?: boolean): Column => ({
    id,
    header: 'column.name',
    cell: () => null,
    sort,
    reversed,
  });
  const columns = [column('name', 'name'), column('expired', 'expirationDate', true), column('bin')];
  expect(apiSort(columns, 'name')).toBe('+name');
  expect(apiSort(columns, '-name')).toBe('-name');
  expect(apiSort(columns, 'expired')).toBe('-expirationDate');
  expect(apiSort(columns, '-expired')).toBe('+expirationDate');
  expect(apiSort(columns, 'bin')).toBeUndefined();
  expect(apiSort(columns, 'nonsense')).toBeUndefined();
});

test('a typed name counts once, and blanks do not', () => {
  expect(withName(['jane'], ' joe ')).toEqual(['jane', 'joe']);
  expect(withName(['jane'], 'Jane')).toEqual(['jane']);
  expect(withName(['jane'], '  ')).toEqual(['jane']);
});
