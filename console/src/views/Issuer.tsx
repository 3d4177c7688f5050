import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { followLink, hrefFor } from '../route/location';
import { Name } from '../tables/cells';
import { EditIssuer } from './EditIssuer';
import { NotFound } from './NotFound';

/** One issuer with its form. */
export default function Issuer({ name }: { name: string }) {
  const { permissions } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const { data, error, reload, reloaded } = useApiQuery(
    ['issuer', name],
    (client, signal) => client.getIssuer(name, signal),
    {
      uncached: true,
    },
  );
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(error)}
      </Alert>
    );
  if (!data) return <Loading />;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t(`issuerKind.${data.data.kind}`)}
          actions={
            permissions.readsAudit && (
              <Link href={hrefFor(`audit?target=issuer:${name}`)} onFollow={followLink}>
                {t('history.title')}
              </Link>
            )
          }
        >
          <Name of={name} />
        </Header>
      }
    >
      <EditIssuer issuer={data} reloaded={reloaded} />
    </ContentLayout>
  );
}
