import Button from '@cloudscape-design/components/button';
import { useMemo } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { useReturnTarget } from '../route/returnTarget';
import { navigate } from '../route/location';
import { BulkButtons } from '../tables/BulkButtons';
import { ExpiryCell, Name, NameCell, StatusCell, Time } from '../tables/cells';
import type { Column } from '../tables/columns';
import { FilterForm } from '../tables/FilterForm';
import { toCriteria, parseFilters, countActive, usedUntil } from '../tables/filters';
import { useTableState } from '../tables/state';
import { TokenTable } from '../tables/TokenTable';
import { useTokenActions } from '../tables/useTokenActions';
import { useTokenPage } from '../tables/useTokenPage';

interface Props {
  title: string;
  description: string;
  /** Owner of the tokens. If absent, all visible tokens are listed. */
  owner?: string;
}

/** Table of tokens for administrators and, with fewer columns, for a user's profile. */
export default function TokenList({ title, description, owner }: Props) {
  const { permissions } = useSession();
  const { t } = useText();
  const ofAll = owner === undefined;
  const { query } = useTableState('');
  const filters = parseFilters(query);
  const criteria = { ...toCriteria(filters), ...(owner !== undefined && { owner: [owner] }) };
  const columns: Column[] = [
    { id: 'name', header: 'column.name', sort: 'name', minWidth: 150, cell: (token) => <NameCell token={token} /> },
    ...(ofAll
      ? [
          {
            id: 'owner',
            header: 'column.user',
            sort: 'owner',
            hiddenOnPhone: true,
            cell: ({ owner }) => <Name of={owner ?? ''} />,
          } satisfies Column,
        ]
      : []),
    {
      id: 'expirationDate',
      header: 'column.expiresAt',
      sort: 'expirationDate',
      cell: (token) => <ExpiryCell token={token} />,
    },
    {
      id: 'creationDate',
      header: 'column.createdAt',
      sort: 'creationDate',
      hiddenOnPhone: true,
      cell: ({ creationDate }) => <Time at={creationDate} />,
    },
    ...(ofAll
      ? [
          {
            id: 'createdBy',
            header: 'column.createdBy',
            sort: 'createdBy',
            hiddenOnPhone: true,
            cell: ({ createdBy }) => <Name of={createdBy ?? ''} />,
          } satisfies Column,
        ]
      : []),
    {
      id: 'lastUsedDate',
      header: 'column.lastAccessedAt',
      sort: 'lastUsedDate',
      hiddenOnPhone: true,
      cell: ({ lastUsedDate }) => <Time at={lastUsedDate} />,
    },
    {
      id: 'enabled',
      header: 'column.status',
      sort: 'enabled',
      minWidth: 135,
      cell: (token) => (
        <StatusCell
          token={token}
          busy={busy.has(token.id)}
          onToggle={permissions.writesTokens ? (one) => void toggle(one) : undefined}
        />
      ),
    },
  ];
  const page = useTokenPage(columns, criteria, { usedUntil: usedUntil(filters) });
  const { busy, toggle, changeAll } = useTokenActions(page);
  useReturnTarget();
  const key = useMemo(() => JSON.stringify(filters), [filters]);

  return (
    <TokenTable
      page={page}
      columns={columns}
      title={title}
      description={description}
      filtered={countActive(filters) > 0}
      noMatch={filters.unusedScopes ? t('table.noUnusedScopes') : undefined}
      selection={
        permissions.writesTokens && (
          <BulkButtons
            actions={['enable', 'disable', 'delete']}
            selected={page.selected}
            busy={busy}
            onChange={(action, tokens) => void changeAll(action, tokens)}
          />
        )
      }
      actions={
        permissions.writesTokens && (
          <Button variant="primary" onClick={() => navigate(ofAll ? 'tokens/new' : 'tokens/new?own=1')}>
            {t('create.open')}
          </Button>
        )
      }
      filter={
        <FilterForm key={key} applied={filters} ofAll={ofAll} onApply={(next) => page.state.change({ ...next })} />
      }
    />
  );
}
