import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState, type ReactNode } from 'react';
import type { ListedUser } from '../api/client';
import { fullName, useDebounced } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { followLink, hrefFor } from '../route/location';
import { Name } from './cells';
import { DamagedUser } from './DamagedUser';
import { useUserPage } from './useUserPage';

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
  const words = useErrorMessage();
  const [text, setText] = useState('');
  const debounced = useDebounced(text);
  const { users, loading, error, reload, page, pagesCount, hasMore, turnTo } = useUserPage(debounced);

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
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel={t('refresh')} loading={loading} onClick={reload} />
                {actions}
              </SpaceBetween>
            }
          >
            {title}
          </Header>
        )
      }
      filter={
        <TextFilter
          filteringText={text}
          filteringPlaceholder={t('users.find')}
          filteringAriaLabel={t('users.find')}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
      }
      pagination={
        <Pagination
          openEnd={hasMore}
          currentPageIndex={page}
          pagesCount={pagesCount}
          onChange={({ detail }) => turnTo(detail.currentPageIndex)}
        />
      }
      empty={
        error ? (
          <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
            {words(error)}
          </Alert>
        ) : (
          <Box textAlign="center" padding="l" color="text-body-secondary">
            {t(debounced ? 'user.none' : 'users.empty')}
          </Box>
        )
      }
    />
  );
}
