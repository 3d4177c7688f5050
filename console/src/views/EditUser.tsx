import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { User } from '../api/client';
import { ApiError } from '../api/error';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { toDraft, toUpdate, UserFields } from '../forms/UserFields';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';

interface Props {
  user: User;
  etag?: string;
  reload(): void;
}

/** Form that updates or deletes a user, unless it was modified concurrently. */
export function EditUser({ user, etag, reload }: Props) {
  const { client, me, permissions } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const { t, number } = useText();
  const { busy, submit, errorOf, otherErrors } = useSubmit();
  const [draft, setDraft] = useState(toDraft(user));
  const [stale, setStale] = useState(false);
  // Only administrators can change their own user.
  const writes = permissions.writesUsers && (permissions.managesAll || user.name !== me.owner);

  const showIfStale = (error: unknown) => {
    if (!(error instanceof ApiError && error.status === 412)) throw error;
    setStale(true);
  };
  const update = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      await client.putUser(user.name, toUpdate(draft), etag).then(() => {
        notify('success', t('done.updated', { name: user.name }));
        reload();
      }, showIfStale);
    });
  };
  const remove = async () => {
    if (!(await confirm({ title: t('user.deleteTitle'), text: t('user.deleteAsk', { name: user.name }) }))) return;
    try {
      await client.deleteUser(user.name, etag).then(() => {
        notify('success', t('done.deleted', { name: user.name }));
        navigate('users');
      }, showIfStale);
    } catch (error) {
      notifyError(error);
    }
  };

  return (
    <form onSubmit={update} noValidate>
      <Form
        errorText={otherErrors('firstName', 'lastName', 'scopes')}
        secondaryActions={
          writes && (
            <Button formAction="none" onClick={() => void remove()}>
              {t('delete.do')}
            </Button>
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => navigate('users')}>
              {t('cancel')}
            </Button>
            {writes && (
              <Button variant="primary" loading={busy}>
                {t('edit.update')}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Container>
            <SpaceBetween size="l">
              <Box>{t('user.counts', { tokens: number(user.tokens), personal: number(user.personalTokens) })}</Box>
              <UserFields draft={draft} disabled={!writes} errorOf={errorOf} onChange={setDraft} />
            </SpaceBetween>
          </Container>
          {stale && (
            <Alert
              type="warning"
              action={
                <Button formAction="none" onClick={reload}>
                  {t('edit.reload')}
                </Button>
              }
            >
              {t('error.412')}
            </Alert>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
