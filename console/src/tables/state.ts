import { useCallback } from 'react';
import { go, usePlace } from '../route/location';
import { changed } from '../route/query';

export const PAGE_SIZES = [10, 20, 50, 100];
const DEFAULT_SIZE = 20;
/** The API goes to a page by number within the first so many tokens, and counts no further. */
const REACH = 10_000;

export interface TableState {
  page: number;
  size: number;
  /** A column, with a minus in front when it is sorted downwards. */
  sort: string;
  query: URLSearchParams;
  /** Changes some of the address; whatever is not a page itself leads back to the first one. */
  change(changes: Record<string, string | string[] | undefined>, replace?: boolean): void;
}

/** How many there are, with a plus where the API has stopped counting. */
export function counted(total: number, number: (count: number) => string = String): string {
  return number(total) + (total >= REACH ? '+' : '');
}

/** A table's place, order and filter, all kept in the address, so that it can be sent, marked and gone back to. */
export function useTableState(defaultSort: string): TableState {
  const { parts, query } = usePlace();
  const size = PAGE_SIZES.find((known) => String(known) === query.get('size')) ?? DEFAULT_SIZE;
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), REACH / size);
  const path = parts.map(encodeURIComponent).join('/');
  const text = query.toString();
  const change = useCallback<TableState['change']>(
    (changes, replace) => go(`${path}${changed(text, changes)}`, replace),
    [path, text],
  );
  return { page, size, sort: query.get('sort') ?? defaultSort, query, change };
}
