import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { PROJECT_NAME } from '../forms/projectName';
import { useText } from '../i18n/Language';
import { followLink, hrefFor } from '../route/location';
import { Name, StatusText, Time } from './cells';
import { statusOf } from './status';
import { EmptyTable, KeyPagination, TableActions, TableSearch } from './tableParts';
import { useKeyPages } from './useKeyPages';

interface Props {
  /** The project of the trusts; empty for all. */
  project: string;
  /** What is typed into the filter. */
  typed: string;
  onType(project: string): void;
  actions: ReactNode;
}

/** Table of trusts by name. The API filters by the whole name of a project. */
export function TrustTable({ project, typed, onType, actions }: Props) {
  const { permissions } = useSession();
  const { t } = useText();
  const isProject = PROJECT_NAME.test(project);
  const pages = useKeyPages('trusts', project, (client, page, signal) =>
    client.listTrusts('nextPageKey' in page || !isProject ? page : { project, ...page }, signal),
  );
  const { list, loading, error, reload } = pages;
  // What is no name of a project has no trusts.
  const trusts = error || (project && !isProject) ? [] : (list?.trusts ?? []);
  const title = t('trusts.title');
  return (
    <Table
      items={trusts}
      trackBy="name"
      loading={loading && trusts.length === 0}
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
            <Link href={hrefFor(`trusts/${name}`)} onFollow={followLink}>
              <Name of={name} />
            </Link>
          ),
        },
        {
          id: 'project',
          header: t('token.project'),
          minWidth: 120,
          cell: ({ project: of }) => <Name of={of ?? '–'} />,
        },
        { id: 'issuer', header: t('trust.issuer'), minWidth: 120, cell: ({ issuer }) => <Name of={issuer ?? '–'} /> },
        {
          id: 'owner',
          header: t('column.user'),
          minWidth: 120,
          cell: ({ owner }) => <Name of={owner ?? '–'} />,
        },
        {
          id: 'lastUsedDate',
          header: t('column.lastAccessedAt'),
          minWidth: 135,
          cell: ({ lastUsedDate }) => <Time at={lastUsedDate} />,
        },
        {
          id: 'status',
          header: t('column.status'),
          minWidth: 135,
          cell: (trust) => <StatusText status={trust.damaged ? 'damaged' : statusOf(trust)} />,
        },
      ]}
      header={
        <Header
          variant="h1"
          description={t('trusts.about')}
          actions={
            <TableActions loading={loading} reload={reload}>
              {actions}
            </TableActions>
          }
        >
          {title}
        </Header>
      }
      filter={!permissions.project && <TableSearch text={typed} find={t('trusts.find')} onChange={onType} />}
      pagination={<KeyPagination {...pages} />}
      empty={
        <EmptyTable error={error} reload={reload}>
          {t(project ? 'trusts.noMatch' : 'trusts.empty')}
        </EmptyTable>
      }
    />
  );
}
