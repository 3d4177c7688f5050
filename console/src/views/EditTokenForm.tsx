import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type FormEvent } from 'react';
import type { Token, TokenPatch } from '../api/client';
import { ApiError } from '../api/error';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useNewTokenDialog } from '../dialogs/useNewTokenDialog';
import { RegenerateDialog } from '../dialogs/RegenerateDialog';
import { ExpiryField, parseExpiry, type Expiry } from '../forms/ExpiryField';
import { ScopesField } from '../forms/ScopesField';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { returnToList } from '../route/returnTarget';
import { isExpired, isPast } from '../tables/columns';
import { formatForInput } from '../time/days';
import { TokenDetails } from './TokenDetails';

interface Props {
  token: Token;
  etag?: string;
  reload(): void;
}

/** Form that updates, regenerates or deletes a token, unless it was modified concurrently. */
export function EditTokenForm({ token, etag, reload }: Props) {
  const { client, me, permissions, replaceToken } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const showNewToken = useNewTokenDialog();
  const { t, time, zone } = useText();
  const before: Expiry = {
    on: token.expirationDate !== undefined,
    text: token.expirationDate ? formatForInput(new Date(token.expirationDate), zone) : '',
  };
  const [name, setName] = useState(token.name);
  const [description, setDescription] = useState(token.description ?? '');
  const [expiry, setExpiry] = useState(before);
  const [scopes, setScopes] = useState(token.scopes);
  const [enabled, setEnabled] = useState(token.enabled);
  const [stale, setStale] = useState(false);
  const [regenerating, setRegenerating] = useState(false);
  const expiryChanged = expiry.on !== before.on || (expiry.on && expiry.text !== before.text);
  const read = parseExpiry(expiry, new Date(), zone, t);
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    scopes: scopes.length > 0 ? undefined : t('scopes.required'),
    expirationDate: expiryChanged ? read.error : undefined,
  });
  const itself = token.id === me.id;
  const reading = !permissions.writesTokens;
  // A token cannot extend its own expiration date or scopes, and cannot disable itself.
  const fixed = reading || (itself && !permissions.managesAll);
  const leave = () => returnToList(permissions.managesAll ? 'tokens' : 'profile');

  /** Runs a conditional change and shows a notice if the token was modified concurrently. */
  const unlessChanged = async (change: () => Promise<void>) => {
    try {
      await change();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) throw error;
      setStale(true);
    }
  };

  const update = (event: FormEvent) => {
    event.preventDefault();
    const changes: TokenPatch = {};
    if (name !== token.name) changes.name = name;
    if (description !== (token.description ?? '')) changes.description = description || null;
    if (scopes.join() !== token.scopes.join()) changes.scopes = scopes;
    if (enabled !== token.enabled) changes.enabled = enabled;
    if (expiryChanged) changes.expirationDate = read.sent;
    void submit(() =>
      unlessChanged(async () => {
        await client.patchToken(token.id, changes, etag);
        notify('success', t('done.updated', { name }));
        leave();
      }),
    );
  };
  const regenerate = (overlapSeconds: number) => {
    setRegenerating(false);
    void submit(() =>
      unlessChanged(async () => {
        const issued = await client.regenerateToken(token.id, overlapSeconds, etag);
        // The session continues with the new secret, because the old one is no longer valid.
        if (itself) replaceToken(issued.token);
        void showNewToken({ issued, owner: token.owner }).then(reload);
      }),
    );
  };
  const remove = async () => {
    if (!(await confirm({ title: t('delete.title'), text: t('delete.one', { name: token.name }) }))) return;
    try {
      await unlessChanged(async () => {
        await client.deleteToken(token.id, etag);
        notify('success', t('done.deleted', { name: token.name }));
        leave();
      });
    } catch (error) {
      notifyError(error);
    }
  };
  const endOverlap = () =>
    submit(() =>
      unlessChanged(async () => {
        await client.patchToken(token.id, { previousSecretValidUntil: null }, etag);
        reload();
      }),
    );

  return (
    <form onSubmit={update} noValidate>
      <Form
        header={
          <Header variant="h1" description={<span className="id">{token.id}</span>}>
            {token.name}
          </Header>
        }
        errorText={otherErrors('name', 'description', 'expirationDate', 'scopes', 'enabled')}
        secondaryActions={
          !reading && (
            <Button formAction="none" disabled={itself} onClick={() => void remove()}>
              {t('delete.do')}
            </Button>
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={leave}>
              {t('cancel')}
            </Button>
            {(!reading || (itself && permissions.rotatesItself)) && (
              <Button formAction="none" onClick={() => setRegenerating(true)}>
                {t('regenerate.do')}
              </Button>
            )}
            {!reading && (
              <Button variant="primary" loading={busy}>
                {t('edit.update')}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {isExpired(token) && <Alert type="warning">{t('edit.expired')}</Alert>}
          {token.previousSecretValidUntil && !isPast(token.previousSecretValidUntil) && (
            <Alert
              type="info"
              action={
                !reading && (
                  <Button formAction="none" onClick={() => void endOverlap()}>
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
          <Container header={<Header variant="h2">{t('edit.settings')}</Header>}>
            <SpaceBetween size="l">
              <FormField label={t('token.nameRequired')} errorText={errorOf('name')}>
                <Input value={name} disabled={reading} ariaRequired onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <FormField label={t('column.user')} description={t('edit.userFixed')}>
                <Input value={token.owner} readOnly />
              </FormField>
              <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
                <Textarea
                  value={description}
                  rows={2}
                  disabled={reading}
                  onChange={({ detail }) => setDescription(detail.value)}
                />
              </FormField>
              <ExpiryField value={expiry} error={errorOf('expirationDate')} disabled={fixed} onChange={setExpiry} />
              <ScopesField value={scopes} error={errorOf('scopes')} disabled={fixed} onChange={setScopes} />
              <FormField errorText={errorOf('enabled')}>
                <Checkbox
                  checked={enabled}
                  disabled={reading || itself}
                  onChange={({ detail }) => setEnabled(detail.checked)}
                >
                  {t('status.enabled')}
                </Checkbox>
              </FormField>
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
      {regenerating && (
        <RegenerateDialog name={token.name} onCancel={() => setRegenerating(false)} onRegenerate={regenerate} />
      )}
    </form>
  );
}
