import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useViewName } from '../app/viewName';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { EditTokenForm } from './EditTokenForm';
import { NotFound } from './NotFound';

/** Loads one token and shows its form. */
export default function EditToken({ id }: { id: string }) {
  const { t } = useText();
  const words = useErrorMessage();
  const { data, error, reload } = useApiQuery(['token', id], (client, signal) => client.getToken(id, signal), {
    uncached: true,
  });
  useViewName(data?.data.name);
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(error)}
      </Alert>
    );
  if (!data) return <Loading />;
  return <EditTokenForm token={data.data} etag={data.etag} reload={reload} />;
}
