import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { IssuedToken, Token, TokenPatch } from '../api/client';
import { isChangedByOther, isLost } from '../api/lostWrites';
import { newId } from '../app/newId';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { RegenerateDialog } from '../dialogs/RegenerateDialog';
import { useTokenIssuing } from '../dialogs/useTokenIssuing';
import { DraftNotice } from '../forms/DraftNotice';
import { parseAddresses } from '../forms/addresses';
import { parseExpiry } from '../forms/expiry';
import { useLimits } from '../forms/useLimits';
import { useEdits } from '../forms/useEdits';
import { addressesError, expiryError } from '../forms/limits';
import { scopesError } from '../forms/scopeOptions';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { leaveAnd } from '../route/leaving';
import { returnToList } from '../route/returnTarget';
import { isExpired, isPast } from '../tables/status';
import { serverNow } from '../time/serverClock';
import { useServerTime } from '../time/useServerTime';
import { Leak } from './Leak';
import { ScopeUse } from './ScopeUse';
import { TokenDetails } from './TokenDetails';
import { EditTokenFields } from './EditTokenFields';
import { extendsExpiry, sameValue, toPatch, toValues } from './tokenValues';
import { ViolatedLimits } from './ViolatedLimits';

interface Props {
  token: Token;
  etag?: string;
  reload(): void;
}

/** Form that updates, regenerates or deletes a token, unless it was modified concurrently. */
export function EditTokenForm({ token, etag, reload }: Props) {
  const { client, me, permissions, replaceToken } = useSession();
  const limits = useLimits();
  const { notify } = useDialogs();
  const confirm = useConfirmation();
  const issue = useTokenIssuing();
  const text = useText();
  const { t, time, zone } = text;
  useServerTime([token.expirationDate, token.previousSecretValidUntil]);
  const saved = toValues(token);
  const edits = useEdits(`token.${token.id}`, saved, sameValue);
  const { name, expiry, addresses, scopes } = edits.value;
  const { changed, set } = edits;
  // The key of the request that the open dialog sends.
  const [regenerating, setRegenerating] = useState<string>();
  const readExpiry = parseExpiry(expiry, serverNow(), zone, t);
  const readAddresses = parseAddresses(addresses, t);
  // The limits apply to what strengthens a token, not to an earlier date.
  const earlier =
    expiry.on && readExpiry.error === undefined && !extendsExpiry(token.expirationDate, expiry, serverNow(), zone);
  const { form, busy, run, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    scopes: scopesError(scopes, t),
    expirationDate: changed.includes('expiry') && !earlier ? expiryError(expiry, limits, serverNow(), text) : undefined,
    allowedIps: changed.includes('addresses') ? addressesError(readAddresses, limits, t) : undefined,
  });
  const itself = token.id === me.id;
  const reading = !permissions.writesTokens;
  // A token cannot extend its own expiration date or scopes, and cannot disable itself.
  const fixed = reading || itself;
  // Its trust decides how long such a token lives, and the next exchange gives another one.
  const exchanged = token.trust !== undefined;
  const leave = () => returnToList(permissions.managesAll ? 'tokens' : 'profile');

  /** Shows the current version of the token if it is not the one that a change was made to. */
  const onCurrentVersion = async (change: () => Promise<void>) => {
    try {
      await change();
    } catch (error) {
      if (isChangedByOther(error) || isLost(error, 'regenerated')) reload();
      throw error;
    }
  };

  const update = (event: FormEvent) => {
    event.preventDefault();
    const changes = toPatch(edits.value, changed, {
      expirationDate: readExpiry.sent,
      allowedIps: readAddresses.sent,
    });
    void submit(() =>
      onCurrentVersion(async () => {
        if (changed.length === 0) {
          notify('success', t('edit.unchanged'));
          return leave();
        }
        await client.patchToken(token.id, changes, etag);
        edits.clear();
        notify('success', t('done.updated', { name }));
        thenLeave(leave);
      }),
    );
  };
  const regenerate = (key: string, overlapSeconds: number) => {
    setRegenerating(undefined);
    const send = () => client.regenerateToken({ data: token, etag }, { overlapSeconds, key, itself });
    // The session continues with the new secret, because the old one is no longer valid.
    const onIssued = (issued: IssuedToken) => itself && replaceToken(issued.token);
    void run('regenerate', () =>
      onCurrentVersion(() => issue({ name: token.name, owner: token.owner, send, onIssued, onClosed: reload })),
    );
  };
  const remove = () =>
    run('delete', async () => {
      if (!(await confirm({ title: t('delete.title'), text: t('delete.one', { name: token.name }) }))) return;
      await onCurrentVersion(async () => {
        await client.deleteToken(token.id, etag);
        edits.clear();
        notify('success', t('done.deleted', { name: token.name }));
        thenLeave(leave);
      });
    });
  const endOverlap = () =>
    run('endOverlap', () =>
      onCurrentVersion(async () => {
        await client.patchToken(token.id, { previousSecretValidUntil: null }, etag);
        reload();
      }),
    );
  /** Changes what is not a field of the form, if the user confirms it. */
  const changeScopes = (ask: () => Promise<TokenPatch | undefined>) =>
    run('changeScopes', async () => {
      const patch = await ask();
      if (!patch) return;
      await onCurrentVersion(async () => {
        await client.patchToken(token.id, patch, etag);
        notify('success', t('done.updated', { name: token.name }));
        reload();
      });
    });
  const discard = () => {
    edits.clear();
    leave();
  };
  const cancel = () => leaveAnd(discard, { discards: true });
  return (
    <form ref={form} onSubmit={update} noValidate>
      <Form
        errorText={otherErrors('name', 'description', 'expirationDate', 'allowedIps', 'scopes', 'enabled')}
        secondaryActions={
          !reading && (
            <Button formAction="none" disabled={itself} loading={busy === 'delete'} onClick={() => void remove()}>
              {t('delete.do')}
            </Button>
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={cancel}>
              {t('cancel')}
            </Button>
            {!exchanged && (!reading || (itself && permissions.rotatesItself)) && (
              <Button formAction="none" loading={busy === 'regenerate'} onClick={() => setRegenerating(newId())}>
                {t('regenerate.do')}
              </Button>
            )}
            {!reading && (
              <Button variant="primary" loading={busy === 'submit'}>
                {t('edit.update')}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <DraftNotice draft={edits} />
          <Leak of={token} />
          <ViolatedLimits of={token} />
          {isExpired(token) && <Alert type="warning">{t('edit.expired')}</Alert>}
          {token.previousSecretValidUntil && !isPast(token.previousSecretValidUntil) && (
            <Alert
              type="info"
              action={
                !reading && (
                  <Button formAction="none" loading={busy === 'endOverlap'} onClick={() => void endOverlap()}>
                    {t('edit.endOverlap')}
                  </Button>
                )
              }
            >
              {t('newToken.overlap', { time: time(token.previousSecretValidUntil) })}
            </Alert>
          )}
          <Container header={<Header variant="h2">{t('edit.facts')}</Header>}>
            <TokenDetails token={token} />
          </Container>
          <ScopeUse
            token={token}
            busy={busy === 'changeScopes'}
            onChange={fixed ? undefined : (ask) => void changeScopes(ask)}
          />
          <Container header={<Header variant="h2">{t('edit.settings')}</Header>}>
            <EditTokenFields
              token={token}
              edits={edits}
              reading={reading}
              fixed={fixed}
              errorOf={errorOf}
              onAdopt={(field) => set({ [field]: saved[field] })}
            />
          </Container>
        </SpaceBetween>
      </Form>
      {regenerating && (
        <RegenerateDialog
          token={token}
          onCancel={() => setRegenerating(undefined)}
          onRegenerate={(overlap) => regenerate(regenerating, overlap)}
        />
      )}
    </form>
  );
}
