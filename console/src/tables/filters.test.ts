import { expect, test } from 'vitest';
import { toSelector } from '../api/selector';
import { toCriteria, parseFilters, countActive, NO_FILTERS, usedUntil } from './filters';
import { apiSort, type Column } from './columns';
import { withParams } from '../route/searchParams';

test('an address without filters filters nothing', () => {
  expect(parseFilters(new URLSearchParams('page=3&sort=name'))).toEqual(NO_FILTERS);
  expect(toSelector(toCriteria(NO_FILTERS))).toBeUndefined();
});

test('filters navigate into the address and come out of it', () => {
  const filters = {
    ...NO_FILTERS,
    name: 'a & "b"',
    owner: ['jane', 'joe'],
    expires: '7',
    status: 'disabled',
    unused: '90',
  };
  const query = withParams('sort=name&page=4', { ...filters });
  expect(query).not.toContain('page');
  expect(parseFilters(new URLSearchParams(query))).toEqual(filters);
  expect(countActive(filters)).toBe(5);
  expect(toSelector(toCriteria(filters))).toBe(
    'name("a & ~"b~""),owner("jane","joe"),expiresWithin("7d"),enabled(false)',
  );
  expect(usedUntil(filters)).toBe('now-90d');
});

test('what makes no sense in an address filters nothing', () => {
  expect(parseFilters(new URLSearchParams('expires=7d&unused=-1&status=on&expired=maybe'))).toEqual(NO_FILTERS);
});

test('only another page stays on the same filter and order', () => {
  expect(withParams('sort=name', { page: '2' })).toBe('?sort=name&page=2');
  expect(withParams('sort=name&page=2', { sort: '-name' })).toBe('?sort=-name');
  expect(withParams('name=x', { name: '' })).toBe('');
});

test('a column may be sorted by a field that runs the other way', () => {
  const column = (id: string, sort?: string, turned?: boolean): Column => ({
    id,
    header: 'column.name',
    cell: () => null,
    sort,
    turned,
  });
  const columns = [column('name', 'name'), column('expired', 'expirationDate', true), column('bin')];
  expect(apiSort(columns, 'name')).toBe('+name');
  expect(apiSort(columns, '-name')).toBe('-name');
  expect(apiSort(columns, 'expired')).toBe('-expirationDate');
  expect(apiSort(columns, '-expired')).toBe('+expirationDate');
  expect(apiSort(columns, 'bin')).toBeUndefined();
  expect(apiSort(columns, 'nonsense')).toBeUndefined();
});
