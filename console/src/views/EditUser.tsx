import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FormEvent } from 'react';
import type { User } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { Conflict } from '../forms/Conflict';
import { onCurrentVersion } from '../forms/currentVersion';
import { DraftNotice } from '../forms/DraftNotice';
import { emailError } from '../forms/emailAddress';
import { identitiesError, identityText } from '../forms/identities';
import { projectNamesError } from '../forms/projectNames';
import { toDraft, toUpdate, UserFields, type UserDraft } from '../forms/UserFields';
import { useEdits } from '../forms/useEdits';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { languages, type Language } from '../i18n/translate';
import { leaveAnd } from '../route/leaving';
import { navigate } from '../route/location';
import { equal } from '../text/folding';

interface Props {
  user: User;
  etag?: string;
  reloaded(): Promise<void>;
}

/** Form that updates or deletes a user, unless it was modified concurrently. */
export function EditUser({ user, etag, reloaded }: Props) {
  const { client, me, permissions } = useSession();
  const { notify } = useDialogs();
  const confirm = useConfirmation();
  const { t, number } = useText();
  const saved = toDraft(user);
  const edits = useEdits(`user.${user.name}`, saved);
  const { form, busy, run, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    email: emailError(edits.value.email, t),
    leads: projectNamesError(edits.value.leads, t),
    identities: identitiesError(edits.value.identities, t),
  });
  // Only administrators can change their own user.
  const writes = permissions.writesUsers && (permissions.managesAll || !equal(user.name, me.owner));

  const seesContact = permissions.managesAll || equal(user.name, me.owner);

  const update = (event: FormEvent) => {
    event.preventDefault();
    void submit(() =>
      onCurrentVersion(reloaded, async () => {
        if (edits.changed.length === 0) return void notify('success', t('edit.unchanged'));
        const setsIdentities = edits.changed.includes('identities');
        await client.putUser(
          user.name,
          toUpdate(edits.value, permissions.managesAll, seesContact, setsIdentities),
          etag,
        );
        edits.clear();
        await reloaded();
        notify('success', t('done.updated', { name: user.name }));
      }),
    );
  };
  const remove = () =>
    run('delete', async () => {
      if (!(await confirm({ title: t('user.deleteTitle'), text: t('user.deleteAsk', { name: user.name }) }))) return;
      await onCurrentVersion(reloaded, async () => {
        await client.deleteUser(user.name, etag);
        edits.clear();
        notify('success', t('done.deleted', { name: user.name }));
        thenLeave(() => navigate('users'));
      });
    });
  const discard = () => {
    edits.clear();
    navigate('users');
  };
  const cancel = () => leaveAnd(discard, { discards: true });
  const texts: Record<keyof UserDraft, string> = {
    firstName: saved.firstName || '–',
    lastName: saved.lastName || '–',
    email: saved.email || '–',
    language: languages[saved.language as Language] ?? '–',
    scopes: saved.scopes.join(', ') || '–',
    enabled: t(saved.enabled ? 'status.enabled' : 'status.disabled'),
    leads: saved.leads || '–',
    identities: saved.identities.map(identityText).join(', ') || '–',
    manageOwnTokens: `${t('user.manages')}: ${t(saved.manageOwnTokens ? 'yes' : 'no')}`,
  };

  return (
    <form ref={form} onSubmit={update} noValidate>
      <Form
        errorText={otherErrors('firstName', 'lastName', 'email', 'language', 'scopes', 'leads', 'identities')}
        secondaryActions={
          writes && (
            <Button formAction="none" loading={busy === 'delete'} onClick={() => void remove()}>
              {t('delete.do')}
            </Button>
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={cancel}>
              {t('cancel')}
            </Button>
            {writes && (
              <Button variant="primary" loading={busy === 'submit'}>
                {t('edit.update')}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <DraftNotice draft={edits} />
          <Container>
            <SpaceBetween size="l">
              <Box>{t('user.counts', { tokens: number(user.tokens), personal: number(user.personalTokens) })}</Box>
              <UserFields
                draft={edits.value}
                held={saved.scopes}
                showsContact={seesContact}
                disabled={!writes}
                errorOf={errorOf}
                onChange={edits.set}
              />
              {edits.conflicts.map((field) => (
                <Conflict key={field} saved={texts[field]} onAdopt={() => edits.set({ [field]: saved[field] })} />
              ))}
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}
