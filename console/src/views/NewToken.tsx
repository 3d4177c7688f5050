import Box from '@cloudscape-design/components/box';
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
import { useSession } from '../auth/SessionProvider';
import { parseAddresses } from '../forms/addresses';
import { AllowedIpsField } from '../forms/AllowedIpsField';
import { DraftNotice } from '../forms/DraftNotice';
import { parseExpiry, type Expiry } from '../forms/expiry';
import { ExpiryField } from '../forms/ExpiryField';
import { addressesError, expiryError, proposedExpiry } from '../forms/limits';
import { ScopesField } from '../forms/ScopesField';
import { UserField } from '../forms/UserField';
import { useLimits } from '../forms/useLimits';
import { useDraft } from '../forms/useDraft';
import { scopesError } from '../forms/scopeOptions';
import { useSubmit } from '../forms/useSubmit';
import { useTokenCreation } from '../forms/useTokenCreation';
import { useText } from '../i18n/Language';
import { leaveAnd } from '../route/leaving';
import { returnToList } from '../route/returnTarget';
import { useLocation } from '../route/location';
import { PROJECT_NAME } from '../forms/projectName';
import { serverNow } from '../time/serverClock';

interface FormValues {
  name: string;
  owner: string;
  description: string;
  expiry: Expiry;
  addresses: string;
  scopes: string[];
  project: string;
  /** Null as long as it is not chosen. */
  personal: boolean | null;
  enabled: boolean;
}

/** Form that creates a token: for any owner if permitted, otherwise for the signed-in user. */
export default function NewToken() {
  const { me, permissions } = useSession();
  const limits = useLimits();
  const createToken = useTokenCreation();
  const text = useText();
  const { t, zone } = text;
  const { query } = useLocation();
  const forAnyone = permissions.managesAll && !query.has('own');
  // A personal access token can create only personal access tokens.
  const onlyPersonal = me.personalAccessToken && !permissions.managesAll;

  const draft = useDraft<FormValues>(forAnyone ? 'token' : 'ownToken', {
    name: '',
    owner: forAnyone ? '' : me.owner,
    description: '',
    expiry: proposedExpiry(limits),
    addresses: '',
    scopes: [],
    project: permissions.project ?? '',
    personal: null,
    enabled: true,
  });
  const { name, owner, description, expiry, addresses, scopes, project, enabled } = draft.value;
  // Personal access tokens require a user record. They are the default for owners with a record.
  const [hasRecord, setHasRecord] = useState(me.personalAccessToken && !forAnyone);
  const personal = draft.value.personal ?? hasRecord;
  const isProposed = forAnyone && hasRecord && draft.value.personal === null;
  const read = parseExpiry(expiry, serverNow(), zone, t);
  const readAddresses = parseAddresses(addresses, t);
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    owner: owner ? undefined : t('required'),
    expirationDate: expiryError(expiry, limits, serverNow(), text),
    allowedIps: addressesError(readAddresses, limits, t),
    scopes: scopesError(scopes, t),
    project: !project || PROJECT_NAME.test(project) ? undefined : t('project.malformed'),
  });
  const leave = () => returnToList(forAnyone ? 'tokens' : 'profile');

  const add = (event: FormEvent) => {
    event.preventDefault();
    const token = {
      name,
      scopes,
      expirationDate: read.sent,
      allowedIps: readAddresses.sent,
      description: description || null,
      owner: forAnyone ? owner : null,
      project: project || null,
      personalAccessToken: personal,
      enabled,
    };
    void submit(() => createToken({ token, owner, draft, onClosed: () => thenLeave(leave) }));
  };
  const discard = () => {
    draft.clear();
    leave();
  };
  const cancel = () => leaveAnd(discard, { discards: true });

  return (
    <form ref={form} onSubmit={add} noValidate>
      <Form
        header={
          <Header variant="h1" description={t('create.about')}>
            {t('create.title')}
          </Header>
        }
        errorText={otherErrors(
          'name',
          'owner',
          'description',
          'expirationDate',
          'allowedIps',
          'scopes',
          'project',
          'personalAccessToken',
        )}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={cancel}>
              {t('cancel')}
            </Button>
            <Button variant="primary" loading={busy !== undefined}>
              {t('create.add')}
            </Button>
          </SpaceBetween>
        }
      >
        <Container>
          <SpaceBetween size="l">
            <DraftNotice draft={draft} />
            <FormField label={t('token.nameRequired')} errorText={errorOf('name')}>
              <Input
                value={name}
                ariaRequired
                autoFocus
                autoComplete="off"
                onChange={({ detail }) => draft.set({ name: detail.value })}
              />
            </FormField>
            {forAnyone ? (
              <UserField
                value={owner}
                error={errorOf('owner')}
                onRecord={setHasRecord}
                onChange={(chosen) => draft.set({ owner: chosen, personal: null })}
              />
            ) : (
              <FormField label={t('column.user')}>
                <Box>{me.owner}</Box>
              </FormField>
            )}
            <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
              <Textarea
                value={description}
                rows={2}
                onChange={({ detail }) => draft.set({ description: detail.value })}
              />
            </FormField>
            <ExpiryField
              value={expiry}
              error={errorOf('expirationDate')}
              onChange={(changed) => draft.set({ expiry: changed })}
            />
            <ScopesField
              value={scopes}
              error={errorOf('scopes')}
              description={t(permissions.grantsAll ? 'scopes.anyHint' : 'scopes.ownHint')}
              onChange={(chosen) => draft.set({ scopes: chosen })}
            />
            <AllowedIpsField
              value={addresses}
              error={errorOf('allowedIps')}
              required={limits.requireAllowedIps}
              onChange={(typed) => draft.set({ addresses: typed })}
            />
            <FormField
              label={t('optional', { label: t('token.project') })}
              description={t('token.projectHint')}
              constraintText={t('project.constraint')}
              errorText={errorOf('project')}
            >
              <Input
                value={project}
                disabled={permissions.project !== undefined}
                spellcheck={false}
                onChange={({ detail }) => draft.set({ project: detail.value })}
              />
            </FormField>
            <FormField errorText={errorOf('personalAccessToken')}>
              <Checkbox
                checked={personal}
                disabled={onlyPersonal}
                description={[
                  t('token.personalHint'),
                  isProposed && t('token.personalProposed', { owner }),
                  onlyPersonal && me.trust && t('token.onlyPersonal'),
                ]
                  .filter(Boolean)
                  .join(' ')}
                onChange={({ detail }) => draft.set({ personal: detail.checked })}
              >
                {t('token.personal')}
              </Checkbox>
            </FormField>
            <Checkbox
              checked={enabled}
              description={t('token.enabledHint')}
              onChange={({ detail }) => draft.set({ enabled: detail.checked })}
            >
              {t('status.enabled')}
            </Checkbox>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
