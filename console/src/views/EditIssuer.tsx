import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FormEvent } from 'react';
import type { Issuer } from '../api/issuers';
import type { Versioned } from '../api/responses';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { Conflict } from '../forms/Conflict';
import { onCurrentVersion } from '../forms/currentVersion';
import { DraftNotice } from '../forms/DraftNotice';
import { IssuerFields } from '../forms/IssuerFields';
import { useEdits } from '../forms/useEdits';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { leaveAnd } from '../route/leaving';
import { navigate } from '../route/location';
import { issuerErrors, toIssuerUpdate, toIssuerValues } from '../trusts/issuerValues';

interface Props {
  issuer: Versioned<Issuer>;
  reloaded(): Promise<void>;
}

/** Form that changes or deletes an issuer, unless it was modified concurrently. */
export function EditIssuer({ issuer: { data: issuer, etag }, reloaded }: Props) {
  const { client, permissions } = useSession();
  const { notify } = useDialogs();
  const confirm = useConfirmation();
  const { t } = useText();
  const { name } = issuer;
  const saved = toIssuerValues(issuer);
  const edits = useEdits(`issuer.${name}`, saved);
  const errors = issuerErrors(edits.value, t);
  const { form, busy, run, submit, thenLeave, errorOf, otherErrors } = useSubmit(errors);
  const writes = permissions.writesIssuers;

  const update = (event: FormEvent) => {
    event.preventDefault();
    void submit(() =>
      onCurrentVersion(reloaded, async () => {
        if (edits.changed.length === 0) return void notify('success', t('edit.unchanged'));
        await client.putIssuer(name, toIssuerUpdate(edits.value), etag);
        edits.clear();
        await reloaded();
        notify('success', t('done.updated', { name }));
      }),
    );
  };
  const remove = () =>
    run('delete', async () => {
      if (!(await confirm({ title: t('delete.title'), text: t('issuer.deleteAsk', { name }) }))) return;
      await onCurrentVersion(reloaded, async () => {
        await client.deleteIssuer(name, etag);
        edits.clear();
        notify('success', t('done.deleted', { name }));
        thenLeave(() => navigate('issuers'));
      });
    });
  const discard = () => {
    edits.clear();
    navigate('issuers');
  };
  const textOf = (field: keyof typeof saved) =>
    typeof saved[field] === 'boolean' ? t(saved[field] ? 'yes' : 'no') : saved[field] || '–';
  return (
    <form ref={form} onSubmit={update} noValidate>
      <Form
        errorText={otherErrors('kind', 'singleUse', 'linkClaim', 'label', 'enabled', ...Object.keys(errors))}
        secondaryActions={
          writes && (
            <Button formAction="none" loading={busy === 'delete'} onClick={() => void remove()}>
              {t('delete.do')}
            </Button>
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => leaveAnd(discard, { discards: true })}>
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
            <IssuerFields
              values={edits.value}
              isSaved
              disabled={!writes}
              errorOf={errorOf}
              onChange={edits.set}
              below={(field) =>
                edits.conflicts.includes(field) && (
                  <Conflict saved={textOf(field)} onAdopt={() => edits.set({ [field]: saved[field] })} />
                )
              }
            />
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}
