import { useState } from 'react';
import type { ListedUser } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';

const PAGE_SIZE = 20;

export interface UserPage {
  users: ListedUser[];
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

/** Loads the users whose names contain a text, page by page: the API neither counts users nor numbers their pages. */
export function useUserPage(text: string): UserPage {
  // Key of each known page. The first page has no key.
  const [place, setPlace] = useState({ text, keys: [undefined] as (string | undefined)[], page: 1 });
  const { keys, page } = place.text === text ? place : { keys: [undefined], page: 1 };
  const key = keys[page - 1];
  const { data, error, loading, reload } = useApiQuery(['users', 'page', text, key], (client, signal) =>
    client.listUsers(key ? { nextPageKey: key } : { text: text || undefined, pageSize: PAGE_SIZE }, signal),
  );
  const nextKey = data?.nextPageKey ?? undefined;
  const turnTo = (wanted: number) => {
    if (wanted <= keys.length) setPlace({ text, keys, page: wanted });
    else if (nextKey) setPlace({ text, keys: [...keys, nextKey], page: keys.length + 1 });
  };
  return {
    users: data?.users ?? [],
    loading,
    error,
    reload,
    page,
    pagesCount: keys.length,
    hasMore: nextKey !== undefined,
    turnTo,
  };
}
