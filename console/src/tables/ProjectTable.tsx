import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { PROJECT_NAME } from '../forms/projectName';
import { useDebounced } from '../forms/useUserSuggestions';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { followLink, hrefFor, navigate } from '../route/location';
import { Name, Time } from './cells';
import { useKeyPages } from './useKeyPages';

/** Table of the projects that the user sees, by name. A name without a record can be opened as well. */
export function ProjectTable() {
  const { t } = useText();
  const words = useErrorMessage();
  const [text, setText] = useState('');
  const searched = useDebounced(text);
  const pages = useKeyPages('projects', searched, (client, query, signal) => client.listProjects(query, signal));
  const { list, loading, error, reload, page, pagesCount, hasMore, turnTo } = pages;
  const projects = list?.projects ?? [];
  const other = PROJECT_NAME.test(text) && !projects.some(({ name }) => name === text) ? text : undefined;
  const title = t('projects.title');
  return (
    <Table
      items={error ? [] : projects}
      trackBy="name"
      loading={loading && projects.length === 0}
      loadingText={t('loading')}
      enableKeyboardNavigation
      wrapLines
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        {
          id: 'name',
          header: t('column.name'),
          minWidth: 150,
          isRowHeader: true,
          cell: ({ name }) => (
            <Link href={hrefFor(`projects/${name}`)} onFollow={followLink}>
              <Name of={name} />
            </Link>
          ),
        },
        {
          id: 'displayName',
          header: t('project.displayName'),
          minWidth: 150,
          cell: ({ displayName, damaged }) =>
            damaged ? (
              <StatusIndicator type="stopped">{t('status.damaged')}</StatusIndicator>
            ) : (
              <Name of={displayName ?? '–'} />
            ),
        },
        {
          id: 'lastUploadDate',
          header: t('project.lastUpload'),
          minWidth: 135,
          cell: ({ lastUploadDate }) => <Time at={lastUploadDate} />,
        },
      ]}
      header={
        <Header
          variant="h1"
          description={t('projects.about')}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName="refresh" ariaLabel={t('refresh')} loading={loading} onClick={reload} />
              {other && (
                <Button onClick={() => navigate(`projects/${other}`)}>
                  {t('projects.openNamed', { name: other })}
                </Button>
              )}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      filter={
        <TextFilter
          filteringText={text}
          filteringPlaceholder={t('projects.find')}
          filteringAriaLabel={t('projects.find')}
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
            {t('projects.none')}
          </Box>
        )
      }
    />
  );
}
