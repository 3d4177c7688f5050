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
import { useCallback, useState, type ReactNode } from 'react';
import type { ListedUser } from '../api/client';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';
import { fullName, useRested } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { addressOf, follow } from '../route/location';

const PAGE_SIZE = 20;

interface Props {
  /** Whether it is part of a dialog, in which one user is picked. */
  embedded?: boolean;
  picked?: ListedUser;
  onPick?(user: ListedUser): void;
  actions?: ReactNode;
}

/** Users by name. The API gives their pages one after the other, and does not count them. */
export function UserTable({ embedded, picked, onPick, actions }: Props) {
  const { client } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const [text, setText] = useState('');
  const wanted = useRested(text);
  // The key of each page so far; the first has none.
  const [{ of, keys, page }, setPlace] = useState({ of: '', keys: [undefined] as (string | undefined)[], page: 1 });
  const current = of === wanted ? { keys, page } : { keys: [undefined], page: 1 };
  const key = current.keys[current.page - 1];

  const load = useCallback(
    (signal: AbortSignal) =>
      client.listUsers(key ? { nextPageKey: key } : { text: wanted, pageSize: PAGE_SIZE }, signal),
    [client, key, wanted],
  );
  const { data, fault, loading, reload } = useLoaded(load);
  const turnTo = (there: number) => {
    const next = data?.nextPageKey;
    if (there <= current.keys.length) setPlace({ of: wanted, keys: current.keys, page: there });
    else if (next) setPlace({ of: wanted, keys: [...current.keys, next], page: current.keys.length + 1 });
  };

  const columns: TableProps.ColumnDefinition<ListedUser>[] = [
    {
      id: 'name',
      header: t('user.name'),
      isRowHeader: true,
      cell: ({ name }) =>
        embedded ? (
          name
        ) : (
          <Link href={addressOf(`users/${encodeURIComponent(name)}`)} onFollow={follow}>
            {name}
          </Link>
        ),
    },
    { id: 'fullName', header: t('user.fullName'), cell: (user) => fullName(user) || '–' },
    {
      id: 'enabled',
      header: t('column.status'),
      cell: ({ enabled }) => (
        <StatusIndicator type={enabled ? 'success' : 'stopped'}>
          {t(enabled ? 'status.enabled' : 'status.disabled')}
        </StatusIndicator>
      ),
    },
  ];
  if (!embedded) {
    columns.push(
      { id: 'manages', header: t('user.manages'), cell: ({ manageOwnTokens }) => t(manageOwnTokens ? 'yes' : 'no') },
      { id: 'scopes', header: t('token.scopes'), cell: ({ scopes }) => scopes.length },
    );
  }
  const title = t('users.title');
  return (
    <Table
      variant={embedded ? 'embedded' : 'container'}
      items={fault ? [] : (data?.users ?? [])}
      trackBy="name"
      columnDefinitions={columns}
      loading={loading && !data}
      loadingText={t('loading')}
      enableKeyboardNavigation
      selectionType={onPick && 'single'}
      selectedItems={picked ? [picked] : []}
      onSelectionChange={({ detail }) => detail.selectedItems[0] && onPick?.(detail.selectedItems[0])}
      onRowClick={({ detail }) => onPick?.(detail.item)}
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
          openEnd={Boolean(data?.nextPageKey)}
          currentPageIndex={current.page}
          pagesCount={current.keys.length}
          onChange={({ detail }) => turnTo(detail.currentPageIndex)}
        />
      }
      empty={
        fault ? (
          <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
            {words(fault)}
          </Alert>
        ) : (
          <Box textAlign="center" padding="l" color="text-body-secondary">
            {t(wanted ? 'user.none' : 'users.empty')}
          </Box>
        )
      }
    />
  );
}
