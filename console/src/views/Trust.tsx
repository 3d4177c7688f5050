import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { ApiError } from '../api/error';
import { isReadable } from '../api/issuers';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { Name } from '../tables/cells';
import { EditTrust } from './EditTrust';
import { ExplainTrust } from './ExplainTrust';
import { NotFound } from './NotFound';
import { TrustDetails } from './TrustDetails';

/** One trust: what it accepts and gives, its form, and a check of claims. */
export default function Trust({ name, tab }: { name: string; tab?: string }) {
  const { permissions } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const { data, error, reload, reloaded } = useApiQuery(
    ['trust', name],
    (client, signal) => client.getTrust(name, signal),
    {
      uncached: true,
    },
  );
  const issuers = useApiQuery(['issuers'], (client, signal) => client.listIssuers(signal));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(error)}
      </Alert>
    );
  // The kind of the issuer decides which fields there are.
  if (!data || (!issuers.data && !issuers.error)) return <Loading />;

  const issuer = issuers.data?.filter(isReadable).find((one) => one.name === data.data.issuer);
  const parts = { trust: data, issuer, reload, reloaded };
  const tabs = [{ id: 'details', label: t('user.details'), content: <TrustDetails {...parts} /> }];
  if (permissions.writesTrusts && issuer)
    tabs.push({ id: 'settings', label: t('edit.settings'), content: <EditTrust {...parts} /> });
  if (data.data.conditions)
    tabs.push({ id: 'check', label: t('explain.title'), content: <ExplainTrust trust={data.data} /> });
  return (
    <ContentLayout
      header={
        <Header variant="h1">
          <Name of={name} />
        </Header>
      }
    >
      <Tabs
        tabs={tabs}
        activeTabId={tabs.find(({ id }) => id === tab)?.id ?? 'details'}
        onChange={({ detail: { activeTabId } }) =>
          navigate(activeTabId === 'details' ? `trusts/${name}` : `trusts/${name}/${activeTabId}`)
        }
      />
    </ContentLayout>
  );
}
