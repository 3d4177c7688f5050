import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useCallback } from 'react';
import { Problem } from '../api/problem';
import { Loading } from '../app/Loading';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';
import { fullName } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { go } from '../route/location';
import { EditUser } from './EditUser';
import { Nothing } from './Nothing';
import { UserTokens } from './UserTokens';

/** One user: their details, and their tokens. */
export function UserDetails({ name, tab }: { name: string; tab?: string }) {
  const { client, rights, me } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const load = useCallback((signal: AbortSignal) => client.getUser(name, signal), [client, name]);
  const { data, fault, reload } = useLoaded(load);
  if (fault instanceof Problem && fault.status === 404) return <Nothing />;
  if (fault)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(fault)}
      </Alert>
    );
  if (!data) return <Loading />;

  const address = `users/${encodeURIComponent(name)}`;
  const seesTokens = rights.readsTokens && (rights.managesAll || name === me.owner);
  const tabs = [
    {
      id: 'details',
      label: t('user.details'),
      content: <EditUser key={data.etag} user={data.data} etag={data.etag} reload={reload} />,
    },
  ];
  if (seesTokens) tabs.push({ id: 'tokens', label: t('user.tokens'), content: <UserTokens owner={name} /> });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={fullName(data.data)}>
          {name}
        </Header>
      }
    >
      <Tabs
        tabs={tabs}
        activeTabId={seesTokens && tab === 'tokens' ? 'tokens' : 'details'}
        onChange={({ detail }) => go(detail.activeTabId === 'tokens' ? `${address}/tokens` : address)}
      />
    </ContentLayout>
  );
}
