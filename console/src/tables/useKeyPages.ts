import { useState } from 'react';
import { useApiQuery } from '../app/useApiQuery';
import type { Client } from '../api/client';

const PAGE_SIZE = 20;

/** The parameters of a list: those of the first page, or the key of another one. */
export type PageQuery = { nextPageKey: string } | { pageSize: number };

/** Returns the query of a page of the records whose names contain a text. */
export function withText(text: string, page: PageQuery): PageQuery & { text?: string } {
  return 'nextPageKey' in page ? page : { text: text || undefined, ...page };
}

export interface KeyPages<L> {
  list?: L;
  loading: boolean;
  error?: Error;
  reload(): void;
  /** Current page, counted from 1. */
  page: number;
  /** Number of known pages. */
  pagesCount: number;
  hasMore: boolean;
  turnTo(page: number): void;
}

/**
 * Loads records page by page: the API neither counts them nor numbers their pages.
 *
 * @param filter tells which records; another one starts with the first page
 */
export function useKeyPages<L extends { nextPageKey: string | null }>(
  what: string,
  filter: string,
  load: (client: Client, query: PageQuery, signal: AbortSignal) => Promise<L>,
): KeyPages<L> {
  // Key of each known page. The first page has no key.
  const [place, setPlace] = useState({ filter, keys: [undefined] as (string | undefined)[], page: 1 });
  const { keys, page } = place.filter === filter ? place : { keys: [undefined], page: 1 };
  const key = keys[page - 1];
  const { data, error, loading, reload } = useApiQuery([what, 'page', filter, key], (client, signal) =>
    load(client, key ? { nextPageKey: key } : { pageSize: PAGE_SIZE }, signal),
  );
  const nextKey = data?.nextPageKey ?? undefined;
  const turnTo = (wanted: number) => {
    if (wanted <= keys.length) setPlace({ filter, keys, page: wanted });
    else if (nextKey) setPlace({ filter, keys: [...keys, nextKey], page: keys.length + 1 });
  };
  return { list: data, loading, error, reload, page, pagesCount: keys.length, hasMore: nextKey !== undefined, turnTo };
}
