import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import type { ListedIssuer } from '../api/issuers';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { followLink, hrefFor, navigate } from '../route/location';
import { Lines, Name } from '../tables/cells';
import { RecordTable } from '../tables/RecordTable';
import { NewIssuer } from './NewIssuer';

/** The issuers whose id tokens are believed. */
export default function Issuers() {
  const { permissions } = useSession();
  const { t } = useText();
  const query = useApiQuery(['issuers'], (client, signal) => client.listIssuers(signal));
  const [creating, setCreating] = useState(false);
  const columns: TableProps.ColumnDefinition<ListedIssuer>[] = [
    {
      id: 'name',
      header: t('column.name'),
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 130,
      cell: ({ name }) => (
        <Link href={hrefFor(`issuers/${name}`)} onFollow={followLink}>
          <Name of={name} />
        </Link>
      ),
    },
    {
      id: 'kind',
      header: t('issuer.kind'),
      sortingField: 'kind',
      cell: ({ kind }) => (kind ? t(`issuerKind.${kind}`) : '–'),
    },
    { id: 'issuer', header: t('issuer.url'), minWidth: 200, cell: ({ issuer }) => <Name of={issuer ?? '–'} /> },
    {
      id: 'audiences',
      header: t('issuer.audiences'),
      minWidth: 200,
      cell: ({ audiences }) => <Lines of={audiences} />,
    },
    {
      id: 'enabled',
      header: t('column.status'),
      minWidth: 135,
      cell: ({ enabled, damaged }) => (
        <StatusIndicator type={enabled ? 'success' : 'stopped'}>
          {t(damaged ? 'status.damaged' : enabled ? 'status.enabled' : 'status.disabled')}
        </StatusIndicator>
      ),
    },
  ];
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('issuers.about')}>
          {t('issuers.title')}
        </Header>
      }
    >
      <RecordTable
        query={query}
        columns={columns}
        title={t('issuers.title')}
        textsOf={({ name, issuer, audiences = [], kind }) => [name, issuer, kind, ...audiences]}
        find={t('issuers.find')}
        empty={t('issuers.empty')}
        actions={
          permissions.writesIssuers && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              {t('issuer.create')}
            </Button>
          )
        }
      />
      {creating && <NewIssuer onCreated={(name) => navigate(`issuers/${name}`)} onDismiss={() => setCreating(false)} />}
    </ContentLayout>
  );
}
