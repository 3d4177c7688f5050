import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import type { KeyPages } from './useKeyPages';

type Loaded = Pick<KeyPages<unknown>, 'loading' | 'error' | 'reload'>;

/** The button that loads the rows again, and further actions of a table. */
export function TableActions({
  loading,
  reload,
  children,
}: Pick<Loaded, 'loading' | 'reload'> & { children?: ReactNode }) {
  const { t } = useText();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="refresh" ariaLabel={t('refresh')} loading={loading} onClick={reload} />
      {children}
    </SpaceBetween>
  );
}

/** What a table shows without rows: the error with a way to try again, or a text. */
export function EmptyTable({ error, reload, children }: Pick<Loaded, 'error' | 'reload'> & { children: ReactNode }) {
  const { t } = useText();
  const words = useErrorMessage();
  return error ? (
    <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
      {words(error)}
    </Alert>
  ) : (
    <Box textAlign="center" padding="l" color="text-body-secondary">
      {children}
    </Box>
  );
}

/** Search of the records of a table by a text. */
export function TableSearch({ text, find, onChange }: { text: string; find: string; onChange(text: string): void }) {
  return (
    <TextFilter
      filteringText={text}
      filteringPlaceholder={find}
      filteringAriaLabel={find}
      onChange={({ detail }) => onChange(detail.filteringText)}
    />
  );
}

/** Pages whose number the API does not tell. */
export function KeyPagination({
  hasMore,
  page,
  pagesCount,
  turnTo,
}: Pick<KeyPages<unknown>, 'hasMore' | 'page' | 'pagesCount' | 'turnTo'>) {
  return (
    <Pagination
      openEnd={hasMore}
      currentPageIndex={page}
      pagesCount={pagesCount}
      onChange={({ detail }) => turnTo(detail.currentPageIndex)}
    />
  );
}
