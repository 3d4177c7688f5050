import { useCallback } from 'react';
import { navigate, useLocation } from '../route/location';
import { withParams } from '../route/searchParams';

export const PAGE_SIZES = [10, 20, 50, 100];
const DEFAULT_SIZE = 20;
/** Number of tokens up to which the API counts and numbers pages. */
const MAX_PAGED_ITEMS = 10_000;

export interface TableState {
  page: number;
  size: number;
  /** Id of a column, with a leading minus for descending order. */
  sort: string;
  query: URLSearchParams;
  /** Changes parameters of the URL. Every change except that of the page resets the page to the first one. */
  change(changes: Record<string, string | string[] | undefined>, replace?: boolean): void;
}

/** Formats a count, with a plus if the API has stopped counting. */
export function formatCount(total: number, number: (count: number) => string = String): string {
  return number(total) + (total >= MAX_PAGED_ITEMS ? '+' : '');
}

/** Returns the page, order and filter of a table. They are part of the URL, which can be shared and bookmarked. */
export function useTableState(defaultSort: string): TableState {
  const { view, query } = useLocation();
  const size = PAGE_SIZES.find((known) => String(known) === query.get('size')) ?? DEFAULT_SIZE;
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), MAX_PAGED_ITEMS / size);
  const text = query.toString();
  const change = useCallback<TableState['change']>(
    (changes, replace) => navigate(`${view}${withParams(text, changes)}`, { replace }),
    [view, text],
  );
  return { page, size, sort: query.get('sort') ?? defaultSort, query, change };
}
