import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState, type ReactNode } from 'react';
import type { ListedUser } from '../api/client';
import { fullName, useDebounced } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { followLink, hrefFor } from '../route/location';
import { Name } from './cells';
import { DamagedUser } from './DamagedUser';
import { useUserPage } from './useUserPage';
import { EmptyTable, KeyPagination, TableActions, TableSearch } from './tableParts';

interface Props {
  /** Whether the table is part of a dialog that selects one user. */
  embedded?: boolean;
  picked?: ListedUser;
  onPick?(user: ListedUser): void;
  actions?: ReactNode;
}

/** Table of users, sorted by name. */
export function UserTable({ embedded, picked, onPick, actions }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const debounced = useDebounced(text);
  const { users, ...pages } = useUserPage(debounced);
  const { loading, error, reload } = pages;

  const columns: TableProps.ColumnDefinition<ListedUser>[] = [
    {
      id: 'name',
      header: t('user.name'),
      minWidth: 150,
      isRowHeader: true,
      cell: ({ name }) =>
        embedded ? (
          <Name of={name} />
        ) : (
          <Link href={hrefFor(`users/${encodeURIComponent(name)}`)} onFollow={followLink}>
            <Name of={name} />
          </Link>
        ),
    },
    { id: 'fullName', header: t('user.fullName'), minWidth: 150, cell: (user) => <Name of={fullName(user) || '–'} /> },
    {
      id: 'enabled',
      header: t('column.status'),
      minWidth: 135,
      cell: ({ name, enabled, damaged }) =>
        damaged ? (
          <DamagedUser name={name} onDeleted={embedded ? undefined : reload} />
        ) : (
          <StatusIndicator type={enabled ? 'success' : 'stopped'}>
            {t(enabled ? 'status.enabled' : 'status.disabled')}
          </StatusIndicator>
        ),
    },
  ];
  if (!embedded) {
    columns.push(
      {
        id: 'manages',
        header: t('user.manages'),
        cell: ({ damaged, manageOwnTokens }) => (damaged ? '–' : t(manageOwnTokens ? 'yes' : 'no')),
      },
      { id: 'scopes', header: t('token.scopes'), cell: ({ scopes }) => scopes?.length ?? '–' },
    );
  }
  const title = t('users.title');
  return (
    <Table
      variant={embedded ? 'embedded' : 'container'}
      items={error ? [] : users}
      trackBy="name"
      columnDefinitions={columns}
      loading={loading && users.length === 0}
      loadingText={t('loading')}
      enableKeyboardNavigation
      wrapLines
      selectionType={onPick && 'single'}
      selectedItems={picked ? [picked] : []}
      onSelectionChange={({ detail }) => detail.selectedItems[0] && onPick?.(detail.selectedItems[0])}
      onRowClick={({ detail }) => !detail.item.damaged && onPick?.(detail.item)}
      isItemDisabled={({ damaged }) => damaged === true}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: t('table.selection'),
        itemSelectionLabel: (_, { name }) => t('table.selectRow', { name }),
      }}
      header={
        !embedded && (
          <Header
            variant="h1"
            description={t('users.about')}
            actions={
              <TableActions loading={loading} reload={reload}>
                {actions}
              </TableActions>
            }
          >
            {title}
          </Header>
        )
      }
      filter={<TableSearch text={text} find={t('users.find')} onChange={setText} />}
      pagination={<KeyPagination {...pages} />}
      empty={
        <EmptyTable error={error} reload={reload}>
          {t(debounced ? 'user.none' : 'users.empty')}
        </EmptyTable>
      }
    />
  );
}
