import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, useState, type FormEvent } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useNewTokenDialog } from '../dialogs/useNewTokenDialog';
import { ScopesField } from '../forms/ScopesField';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

/** Whether a scope is preselected. Scopes to manage tokens and users are not. */
function isHandedOn(scope: string): boolean {
  return scope !== 'apiTokens.write' && scope !== 'TenantTokenManagement' && !scope.startsWith('users.');
}

interface Props {
  owner: string;
  onCreated(): void;
  onClose(): void;
}

/** Form that creates a personal access token for a user. Only the name is required. */
export function NewUserToken({ owner, onCreated, onClose }: Props) {
  const { client, me, permissions } = useSession();
  const showNewToken = useNewTokenDialog();
  const { t, time } = useText();
  const form = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(() => (me.effectiveScopes ?? []).filter(isHandedOn));
  const [expanded, setExpanded] = useState(false);
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    scopes: scopes.length > 0 ? undefined : t('scopes.required'),
  });

  // Without administrative permissions, the new token expires no later than the current one.
  const expiry = permissions.managesAll ? undefined : me.expirationDate;

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (scopes.length === 0) setExpanded(true);
    void submit(async () => {
      const issued = await client.createToken({
        name,
        scopes,
        owner: owner === me.owner ? null : owner,
        personalAccessToken: true,
        expirationDate: expiry,
      });
      void showNewToken({ issued, owner });
      onCreated();
    });
  };
  const others = otherErrors('name', 'scopes');
  return (
    <Modal
      visible
      header={t('user.newToken')}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onClose}>
              {t('close')}
            </Button>
            <Button variant="primary" form={form} loading={busy}>
              {t('create.add')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={form} onSubmit={add} noValidate>
        <SpaceBetween size="l">
          {others && <Alert type="error">{others}</Alert>}
          <FormField label={t('column.name')} description={t('user.tokenNameHint')} errorText={errorOf('name')}>
            <Input
              value={name}
              ariaRequired
              autoFocus
              autoComplete="off"
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          <ExpandableSection
            headerText={t('user.tokenScopes', { count: scopes.length })}
            expanded={expanded}
            onChange={({ detail }) => setExpanded(detail.expanded)}
          >
            <ScopesField
              value={scopes}
              error={errorOf('scopes')}
              description={t('token.personalHint')}
              onChange={setScopes}
            />
          </ExpandableSection>
          {expiry && <Box color="text-body-secondary">{t('user.tokenExpires', { time: time(expiry) })}</Box>}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
