import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useViewName } from '../app/viewName';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { navigate } from '../route/location';
import { Name } from '../tables/cells';
import { DeletedRecord } from './DeletedRecord';
import { EditTokenForm } from './EditTokenForm';
import { History } from './History';
import { TokenId } from './TokenId';

/** One token with its form and its history. */
export default function EditToken({ id, tab }: { id: string; tab?: string }) {
  const { t } = useText();
  const words = useErrorMessage();
  const { data, error, reload } = useApiQuery(['token', id], (client, signal) => client.getToken(id, signal), {
    uncached: true,
  });
  useViewName(data?.data.name);
  if (error instanceof ApiError && error.status === 404) return <DeletedRecord of={{ token: id }} />;
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
        <Header variant="h1" description={<TokenId id={id} />}>
          <Name of={data.data.name} />
        </Header>
      }
    >
      <Tabs
        tabs={[
          {
            id: 'details',
            label: t('user.details'),
            content: <EditTokenForm token={data.data} etag={data.etag} reload={reload} />,
          },
          { id: 'history', label: t('history.title'), content: <History of={{ token: id }} /> },
        ]}
        activeTabId={tab === 'history' ? 'history' : 'details'}
        onChange={({ detail }) => navigate(detail.activeTabId === 'history' ? `tokens/${id}/history` : `tokens/${id}`)}
      />
    </ContentLayout>
  );
}
