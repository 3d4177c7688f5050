import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ListedToken } from '../api/client';
import { useText } from '../i18n/Language';
import { useServerTime } from '../time/useServerTime';
import type { Column } from './columns';
import { PageBar } from './PageBar';
import { formatCount } from './state';
import { useIsNarrow } from './useIsNarrow';
import type { TokenPage } from './useTokenPage';
import { EmptyTable } from './tableParts';

interface Props {
  page: TokenPage;
  columns: Column[];
  title: string;
  /** Level of the heading within the view. */
  heading?: 'h1' | 'h2';
  description?: string;
  /** Actions in addition to Refresh. */
  actions?: ReactNode;
  /** Bulk actions. Rows are selectable if there are any. */
  selection?: ReactNode;
  filter?: ReactNode;
  /** Whether a filter is active, which explains an empty table. */
  filtered: boolean;
  /** Explains a table that is empty with a filter. */
  noMatch?: string;
  /** Explains a table that is empty without a filter. */
  empty?: string;
}

/** Table of tokens. Views configure its columns, filters and actions. */
export function TokenTable({
  page,
  columns,
  title,
  heading = 'h1',
  description,
  actions,
  selection,
  filter,
  filtered,
  noMatch,
  empty,
}: Props) {
  const { t, number } = useText();
  const { state, items, total, selected } = page;
  const narrow = useIsNarrow();
  useServerTime(items.map(({ expirationDate }) => expirationDate));
  const definitions = columns
    .filter(({ hiddenOnPhone }) => !(hiddenOnPhone && narrow))
    .map(({ id, header, cell, sort, minWidth }) => ({
      id,
      header: t(header),
      cell,
      minWidth,
      sortingField: sort && id,
      isRowHeader: id === 'name',
    }));
  const sorted = definitions.find(({ id, sortingField }) => sortingField && id === state.sort.replace('-', ''));
  const nameOf = ({ name, id }: ListedToken) => name ?? id;

  const table = (
    <Table
      items={page.error ? [] : items}
      trackBy="id"
      columnDefinitions={definitions}
      loading={page.loading && items.length === 0}
      loadingText={t('loading')}
      enableKeyboardNavigation
      wrapLines
      sortingColumn={sorted}
      sortingDescending={state.sort.startsWith('-')}
      onSortingChange={({ detail }) =>
        state.change({ sort: (detail.isDescending ? '-' : '') + (detail.sortingColumn.sortingField ?? '') })
      }
      selectionType={selection ? 'multi' : undefined}
      selectedItems={selected}
      onSelectionChange={({ detail }) => page.select(detail.selectedItems)}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: t('table.selection'),
        allItemsSelectionLabel: () => t('table.selectPage'),
        itemSelectionLabel: (_, token) => t('table.selectRow', { name: nameOf(token) }),
      }}
      header={
        <Header
          variant={heading}
          counter={total === undefined ? undefined : `(${formatCount(total, number)})`}
          description={description}
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              {selection && (
                <Box variant="span" color="text-body-secondary">
                  <span role="status" className="nowrap">
                    {t('table.selected', { count: selected.length })}
                  </span>
                </Box>
              )}
              {selection}
              <Button iconName="refresh" ariaLabel={t('refresh')} loading={page.loading} onClick={page.reload} />
              {actions}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      filter={filter}
      empty={
        <EmptyTable error={page.error} reload={page.reload}>
          {filtered ? (noMatch ?? t('table.noMatch')) : (empty ?? t('table.empty'))}
        </EmptyTable>
      }
      footer={total !== undefined && <PageBar state={state} total={total} />}
    />
  );
  return <div className="dense">{table}</div>;
}
