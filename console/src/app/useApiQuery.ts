import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Client } from '../api/client';
import { useSession } from '../auth/SessionProvider';

export interface QueryState<T> {
  data?: T;
  error?: Error;
  loading: boolean;
  reload(): void;
  /** As `reload`, but resolves when the data are loaded: a change of them that begins then is one of the new version. */
  reloaded(): Promise<void>;
}

interface Options {
  /** Whether the data can be loaded already. */
  enabled?: boolean;
  /** Whether the data are discarded with the view. A form needs this, because it must start from the latest version. */
  uncached?: boolean;
}

/**
 * Loads data from the API, and reloads them when the key changes. The previous data are returned until then. Everything
 * that the query depends on, except the session, must be part of the key.
 */
export function useApiQuery<T>(
  queryKey: QueryKey,
  load: (client: Client, signal: AbortSignal) => Promise<T>,
  { enabled = true, uncached = false }: Options = {},
): QueryState<T> {
  const { client } = useSession();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => load(client, signal),
    enabled,
    placeholderData: keepPreviousData,
    ...(uncached && { gcTime: 0 }),
  });
  const reloaded = useCallback(async () => void (await refetch()), [refetch]);
  const reload = useCallback(() => void reloaded(), [reloaded]);
  return { data, error: error ?? undefined, loading: isFetching, reload, reloaded };
}
