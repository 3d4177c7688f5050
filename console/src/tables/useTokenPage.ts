import { useCallback, useEffect, useState } from 'react';
import type { ListedToken } from '../api/client';
import { selectorOf, type Criteria } from '../api/selector';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';
import { apiSort, type Column } from './columns';
import { useTableState, type TableState } from './state';

const FIELDS =
  'name,enabled,owner,createdBy,project,personalAccessToken,creationDate,expirationDate,lastUsedDate,description';

export interface TokenPage {
  state: TableState;
  items: ListedToken[];
  total?: number;
  loading: boolean;
  fault?: unknown;
  reload(): void;
  selected: ListedToken[];
  select(tokens: ListedToken[]): void;
}

/** The one page of tokens that is looked at; the API filters, sorts and cuts, and the browser never holds more. */
export function useTokenPage(columns: Column[], criteria: Criteria, usedUntil?: string): TokenPage {
  const { client } = useSession();
  const state = useTableState('-creationDate');
  const { page, size, change } = state;
  const sort = apiSort(columns, state.sort);
  const selector = selectorOf(criteria);
  const load = useCallback(
    (signal: AbortSignal) =>
      client.listTokens({ page, pageSize: size, sort, fields: FIELDS, apiTokenSelector: selector, to: usedUntil }, signal),
    [client, page, size, sort, selector, usedUntil],
  );
  const { data, fault, loading, reload } = useLoaded(load);

  // Rows that were ticked stay so while this page is looked at, and as long as they are there.
  const looked = [page, size, sort, selector, usedUntil].join(' ');
  const [ticked, setTicked] = useState<{ looked: string; ids: string[] }>({ looked, ids: [] });
  const items = data?.apiTokens ?? [];
  const selected = ticked.looked === looked ? items.filter(({ id }) => ticked.ids.includes(id)) : [];

  // The last token of the last page may have just been deleted.
  const last = data && Math.max(1, Math.ceil(data.totalCount / size));
  useEffect(() => {
    if (!loading && last && page > last) change({ page: String(last) }, true);
  }, [loading, last, page, change]);

  return {
    state,
    items,
    total: data?.totalCount,
    loading,
    fault,
    reload,
    selected,
    select: (tokens) => setTicked({ looked, ids: tokens.map(({ id }) => id) }),
  };
}
