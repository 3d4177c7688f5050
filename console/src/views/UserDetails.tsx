import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { fullName } from '../forms/useUserSuggestions';
import { equal } from '../text/folding';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { navigate } from '../route/location';
import { Name } from '../tables/cells';
import { DeletedRecord } from './DeletedRecord';
import { EditUser } from './EditUser';
import { History } from './History';
import { UserTokens } from './UserTokens';

/** One user with details and tokens. */
export default function UserDetails({ name, tab }: { name: string; tab?: string }) {
  const { permissions, me } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const { data, error, reload, reloaded } = useApiQuery(
    ['user', name],
    (client, signal) => client.getUser(name, signal),
    {
      uncached: true,
    },
  );
  if (error instanceof ApiError && error.status === 404) return <DeletedRecord of={{ user: name }} />;
  if (error)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(error)}
      </Alert>
    );
  if (!data) return <Loading />;

  const address = `users/${encodeURIComponent(name)}`;
  const seesTokens = permissions.readsTokens && (permissions.managesAll || equal(name, me.owner));
  const tabs = [
    {
      id: 'details',
      label: t('user.details'),
      content: <EditUser user={data.data} etag={data.etag} reloaded={reloaded} />,
    },
  ];
  if (seesTokens) tabs.push({ id: 'tokens', label: t('user.tokens'), content: <UserTokens user={data.data} /> });
  tabs.push({ id: 'history', label: t('history.title'), content: <History of={{ user: name }} /> });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<Name of={fullName(data.data)} />}>
          {name}
        </Header>
      }
    >
      <Tabs
        tabs={tabs}
        activeTabId={tabs.find(({ id }) => id === tab)?.id ?? 'details'}
        onChange={({ detail: { activeTabId } }) =>
          navigate(activeTabId === 'details' ? address : `${address}/${activeTabId}`)
        }
      />
    </ContentLayout>
  );
}
