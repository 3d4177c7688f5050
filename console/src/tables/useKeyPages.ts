import { useState } from 'react';
import { useApiQuery } from '../app/useApiQuery';
import type { Client } from '../api/client';

const PAGE_SIZE = 20;

/** The parameters of a list: those of the first page, or the key of another one. */
export type PageQuery = { nextPageKey: string } | { text?: string; pageSize: number };

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

/** Loads the records whose names contain a text, page by page: the API neither counts them nor numbers their pages. */
export function useKeyPages<L extends { nextPageKey: string | null }>(
  what: string,
  text: string,
  load: (client: Client, query: PageQuery, signal: AbortSignal) => Promise<L>,
): KeyPages<L> {
  // Key of each known page. The first page has no key.
  const [place, setPlace] = useState({ text, keys: [undefined] as (string | undefined)[], page: 1 });
  const { keys, page } = place.text === text ? place : { keys: [undefined], page: 1 };
  const key = keys[page - 1];
  const { data, error, loading, reload } = useApiQuery([what, 'page', text, key], (client, signal) =>
    load(client, key ? { nextPageKey: key } : { text: text || undefined, pageSize: PAGE_SIZE }, signal),
  );
  const nextKey = data?.nextPageKey ?? undefined;
  const turnTo = (wanted: number) => {
    if (wanted <= keys.length) setPlace({ text, keys, page: wanted });
    else if (nextKey) setPlace({ text, keys: [...keys, nextKey], page: keys.length + 1 });
  };
  return { list: data, loading, error, reload, page, pagesCount: keys.length, hasMore: nextKey !== undefined, turnTo };
}
