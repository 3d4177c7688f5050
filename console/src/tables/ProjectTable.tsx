import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { PROJECT_NAME } from '../forms/projectName';
import { useDebounced } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { NewProject } from '../views/NewProject';
import { followLink, hrefFor, navigate } from '../route/location';
import { Name, Time } from './cells';
import { useKeyPages, withText } from './useKeyPages';
import { EmptyTable, KeyPagination, TableActions, TableSearch } from './tableParts';

/** Table of the projects that the user sees, by name. A name without a record can be opened as well. */
export function ProjectTable() {
  const { permissions } = useSession();
  const { t } = useText();
  const [creating, setCreating] = useState(false);
  const [text, setText] = useState('');
  const searched = useDebounced(text);
  const pages = useKeyPages('projects', searched, (client, page, signal) =>
    client.listProjects(withText(searched, page), signal),
  );
  const { list, loading, error, reload } = pages;
  const projects = list?.projects ?? [];
  const other = PROJECT_NAME.test(text) && !projects.some(({ name }) => name === text) ? text : undefined;
  const title = t('projects.title');
  const table = (
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
            <TableActions loading={loading} reload={reload}>
              {other && (
                <Button onClick={() => navigate(`projects/${other}`)}>
                  {t('projects.openNamed', { name: other })}
                </Button>
              )}
              {permissions.createsProjects && (
                <Button variant="primary" onClick={() => setCreating(true)}>
                  {t('project.createTitle')}
                </Button>
              )}
            </TableActions>
          }
        >
          {title}
        </Header>
      }
      filter={<TableSearch text={text} find={t('projects.find')} onChange={setText} />}
      pagination={<KeyPagination {...pages} />}
      empty={
        <EmptyTable error={error} reload={reload}>
          {t('projects.none')}
        </EmptyTable>
      }
    />
  );
  return (
    <>
      {table}
      {creating && (
        <NewProject onCreated={(name) => navigate(`projects/${name}`)} onDismiss={() => setCreating(false)} />
      )}
    </>
  );
}
