import { useCallback, useEffect, useState } from 'react';
import type { ListedToken } from '../api/client';
import { selectorOf, type Criteria } from '../api/selector';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';
import { apiSort, type Column } from './columns';
import { useTableState, type TableState } from './state';

const FIELDS =
  'name,enabled,owner,createdBy,project,personalAccessToken,creationDate,expirationDate,lastUsedDate,description';

/** The most that the API answers at once, and so the most that are looked through for a text in any column. */
const LOOKED_THROUGH = 1_000;

/** What narrows a table and is no criterion of the API. */
interface Narrowing {
  /** Leaves out what was used since. */
  usedUntil?: string;
  /** What one of the columns has to say. */
  text?: string;
}

export interface TokenPage {
  state: TableState;
  items: ListedToken[];
  total?: number;
  /** Whether a text is looked for in names alone, because there are too many tokens to look through. */
  inNamesOnly: boolean;
  loading: boolean;
  fault?: unknown;
  reload(): void;
  selected: ListedToken[];
  select(tokens: ListedToken[]): void;
}

/**
 * The one page of tokens that is looked at; the API filters, sorts and cuts, and the browser never holds more. A text
 * that any column may hold is looked for here, since the API does not know what columns say: in what the API answers at
 * once, and by the API in names if there are more.
 */
export function useTokenPage(
  columns: Column[],
  criteria: Criteria,
  { usedUntil, text = '' }: Narrowing = {},
): TokenPage {
  const { client } = useSession();
  const state = useTableState('-creationDate');
  const { page, size, change } = state;
  const [inNamesOnly, setInNamesOnly] = useState(false);
  const here = text !== '' && !inNamesOnly;
  const asked = here ? 1 : page;
  const askedSize = here ? LOOKED_THROUGH : size;
  const sort = apiSort(columns, state.sort);
  const selector = selectorOf(text !== '' && inNamesOnly ? { ...criteria, name: text } : criteria);
  const load = useCallback(
    (signal: AbortSignal) =>
      client.listTokens(
        { page: asked, pageSize: askedSize, sort, fields: FIELDS, apiTokenSelector: selector, to: usedUntil },
        signal,
      ),
    [client, asked, askedSize, sort, selector, usedUntil],
  );
  const { data, fault, loading, reload } = useLoaded(load);
  const answered = data?.apiTokens ?? [];
  // An answer has a limit in bytes as well.
  if (here && !loading && data && data.totalCount > answered.length) setInNamesOnly(true);

  const found = here ? answered.filter((token) => isIn(columns, token, text)) : answered;
  const total = here ? found.length : data?.totalCount;
  // Rows that were ticked stay so while this page is looked at, and as long as they are there.
  const looked = [page, size, sort, selector, usedUntil, text].join(' ');
  const [ticked, setTicked] = useState<{ looked: string; ids: string[] }>({ looked, ids: [] });
  const items = here ? found.slice((page - 1) * size, page * size) : found;
  const selected = ticked.looked === looked ? items.filter(({ id }) => ticked.ids.includes(id)) : [];

  // The last token of the last page may have just been deleted.
  const last = data && total !== undefined && Math.max(1, Math.ceil(total / size));
  useEffect(() => {
    if (!loading && last && page > last) change({ page: String(last) }, true);
  }, [loading, last, page, change]);

  return {
    state,
    items,
    total,
    inNamesOnly,
    loading,
    fault,
    reload,
    selected,
    select: (tokens) => setTicked({ looked, ids: tokens.map(({ id }) => id) }),
  };
}

function isIn(columns: Column[], token: ListedToken, text: string): boolean {
  const part = text.toLocaleLowerCase();
  return columns.some((column) => column.text?.(token).toLocaleLowerCase().includes(part));
}
