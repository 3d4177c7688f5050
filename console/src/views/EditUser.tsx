import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { User } from '../api/client';
import { Problem } from '../api/problem';
import { useSession } from '../auth/Session';
import { useDialogs } from '../dialogs/Dialogs';
import { draftOf, updateOf, UserFields } from '../forms/UserFields';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { go } from '../route/location';

interface Props {
  user: User;
  etag?: string;
  reload(): void;
}

/** Changes or deletes a user, if nobody else changed them meanwhile. */
export function EditUser({ user, etag, reload }: Props) {
  const { client, me, rights } = useSession();
  const { confirm, notify, notifyFault } = useDialogs();
  const { t, number } = useText();
  const { busy, submit, errorOf, otherErrors } = useSubmit();
  const [draft, setDraft] = useState(draftOf(user));
  const [stale, setStale] = useState(false);
  // Nobody changes their own user but those who manage all.
  const writes = rights.writesUsers && (rights.managesAll || user.name !== me.owner);

  const notMeanwhile = (fault: unknown) => {
    if (!(fault instanceof Problem && fault.status === 412)) throw fault;
    setStale(true);
  };
  const update = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      await client.putUser(user.name, updateOf(draft), etag).then(() => {
        notify('success', t('done.updated', { name: user.name }));
        reload();
      }, notMeanwhile);
    });
  };
  const remove = async () => {
    if (!(await confirm({ title: t('user.deleteTitle'), text: t('user.deleteAsk', { name: user.name }) }))) return;
    try {
      await client.deleteUser(user.name, etag).then(() => {
        notify('success', t('done.deleted', { name: user.name }));
        go('users');
      }, notMeanwhile);
    } catch (fault) {
      notifyFault(fault);
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
            <Button variant="link" formAction="none" onClick={() => go('users')}>
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
              {t('problem.412')}
            </Alert>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
