import { useCollection } from '@cloudscape-design/collection-hooks';
import { useCallback, useEffect, useState } from 'react';
import type { ListedToken, TokenList } from '../api/client';
import { toSelector, type Criteria } from '../api/selector';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { contains } from '../text/folding';
import { apiSort, type Column } from './columns';
import { useTableState, type TableState } from './state';

const FIELDS =
  'name,enabled,status,owner,createdBy,project,personalAccessToken,creationDate,expirationDate,lastUsedDate,description,violatedLimits,trust';
/** Who cannot grant every scope needs to know whether a disabled token could be enabled again. */
const FIELDS_WITH_SCOPES = `${FIELDS},scopes`;

/** The number of tokens that are filtered in the browser: the most that the API returns at once. */
const CLIENT_FILTER_LIMIT = 1_000;

/** Filters that are not criteria of the API's selector. */
interface ExtraFilters {
  /** Leaves out the tokens that were used later. */
  usedUntil?: string;
  /** Text that one of the columns must contain. */
  text?: string;
}

export interface TokenPage {
  state: TableState;
  items: readonly ListedToken[];
  total?: number;
  /** Whether only names are searched, because there are too many tokens to filter in the browser. */
  namesOnly: boolean;
  loading: boolean;
  error?: Error;
  reload(): void;
  /** Replaces what is known of one token, without changing the order of the rows. */
  replace(token: ListedToken): void;
  selected: readonly ListedToken[];
  select(tokens: ListedToken[]): void;
}

/**
 * Loads the current page of tokens. The API filters, sorts and pages, so the browser never holds more. Because the API
 * does not know the texts of the columns, the text filter runs in the browser if one response contains all tokens.
 * Otherwise, the API searches the names only.
 */
export function useTokenPage(
  columns: Column[],
  criteria: Criteria,
  { usedUntil, text = '' }: ExtraFilters = {},
): TokenPage {
  const { permissions, queryClient } = useSession();
  const state = useTableState('-creationDate');
  const { page, size, change } = state;
  const [namesOnly, setNamesOnly] = useState(false);
  const filtersHere = text !== '' && !namesOnly;
  const query = {
    page: filtersHere ? 1 : page,
    pageSize: filtersHere ? CLIENT_FILTER_LIMIT : size,
    sort: apiSort(columns, state.sort),
    fields: permissions.grantsAll ? FIELDS : FIELDS_WITH_SCOPES,
    apiTokenSelector: toSelector(text !== '' && namesOnly ? { ...criteria, name: text } : criteria),
    to: usedUntil,
  };
  const { data, error, loading, reload } = useApiQuery(['tokens', query], (client, signal) =>
    client.listTokens(query, signal),
  );
  const key = JSON.stringify(query);
  const replace = useCallback(
    (token: ListedToken) =>
      queryClient.setQueryData<TokenList>(
        ['tokens', JSON.parse(key)],
        (list) =>
          list && {
            ...list,
            apiTokens: list.apiTokens.map((one) => (one.id === token.id ? { ...one, ...token } : one)),
          },
      ),
    [queryClient, key],
  );
  const loaded = data?.apiTokens ?? [];
  // A response is limited in bytes as well.
  if (filtersHere && !loading && data && data.totalCount > loaded.length) setNamesOnly(true);

  const matching = filtersHere ? loaded.filter((token) => matches(columns, token, text)) : loaded;
  const total = filtersHere ? matching.length : data?.totalCount;
  const { items, collectionProps, actions } = useCollection(
    filtersHere ? matching.slice((page - 1) * size, page * size) : matching,
    { selection: { trackBy: 'id' } },
  );

  // The last token of the last page may have just been deleted.
  const lastPage = data && total !== undefined && Math.max(1, Math.ceil(total / size));
  useEffect(() => {
    if (!loading && lastPage && page > lastPage) change({ page: String(lastPage) }, true);
  }, [loading, lastPage, page, change]);

  return {
    state,
    items,
    total,
    namesOnly,
    loading,
    error,
    reload,
    replace,
    selected: collectionProps.selectedItems ?? [],
    select: actions.setSelectedItems,
  };
}

function matches(columns: Column[], token: ListedToken, text: string): boolean {
  return columns.some((column) => contains(column.text?.(token) ?? '', text));
}
