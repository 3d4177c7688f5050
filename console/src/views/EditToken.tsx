import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useCallback } from 'react';
import { Problem } from '../api/problem';
import { Loading } from '../app/Loading';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { EditTokenForm } from './EditTokenForm';
import { Nothing } from './Nothing';

/** One token, as it is now. */
export function EditToken({ id }: { id: string }) {
  const { client } = useSession();
  const { t } = useText();
  const words = useErrorMessage();
  const load = useCallback((signal: AbortSignal) => client.getToken(id, signal), [client, id]);
  const { data, fault, reload } = useLoaded(load);
  if (fault instanceof Problem && fault.status === 404) return <Nothing />;
  if (fault)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(fault)}
      </Alert>
    );
  if (!data) return <Loading />;
  // A form begins anew with every version of what it edits.
  return <EditTokenForm key={data.etag} token={data.data} etag={data.etag} reload={reload} />;
}
