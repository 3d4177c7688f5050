import { useCollection } from '@cloudscape-design/collection-hooks';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import type { QueryState } from '../app/useApiQuery';
import { useText } from '../i18n/Language';
import { contains } from '../text/folding';
import { EmptyTable, TableActions } from './tableParts';

const PAGE_SIZE = 50;

interface Props<T> {
  query: QueryState<T[]>;
  columns: TableProps.ColumnDefinition<T>[];
  title: string;
  /** The texts of a row that the search looks through. */
  textsOf(row: T): (string | undefined)[];
  find: string;
  empty: string;
  /** What else filters the rows, next to the search. */
  filter?: ReactNode;
  actions?: ReactNode;
}

/** Table of records that the API returns all at once, by name. */
export function RecordTable<T extends { name: string }>({
  query: { data = [], error, loading, reload },
  columns,
  title,
  textsOf,
  find,
  empty,
  filter,
  actions,
}: Props<T>) {
  const { t, number } = useText();
  const { items, filterProps, paginationProps, collectionProps, filteredItemsCount } = useCollection(data, {
    filtering: { filteringFunction: (row, text) => textsOf(row).some((one) => one && contains(one, text)) },
    pagination: { pageSize: PAGE_SIZE },
    sorting: { defaultState: { sortingColumn: columns[0]! } },
  });
  return (
    <Table
      {...collectionProps}
      items={error ? [] : items}
      trackBy="name"
      columnDefinitions={columns}
      loading={loading && data.length === 0}
      loadingText={t('loading')}
      enableKeyboardNavigation
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header
          variant="h2"
          counter={`(${number(filteredItemsCount ?? data.length)})`}
          actions={
            <TableActions loading={loading} reload={reload}>
              {actions}
            </TableActions>
          }
        >
          {title}
        </Header>
      }
      filter={
        <div className="filter">
          <TextFilter {...filterProps} filteringPlaceholder={find} filteringAriaLabel={find} />
          {filter}
        </div>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        <EmptyTable error={error} reload={reload}>
          {empty}
        </EmptyTable>
      }
    />
  );
}
