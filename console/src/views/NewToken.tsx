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
import { useNewTokenDialog } from '../dialogs/useNewTokenDialog';
import { ExpiryField, parseExpiry, type Expiry } from '../forms/ExpiryField';
import { ScopesField } from '../forms/ScopesField';
import { UserField } from '../forms/UserField';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { returnToList } from '../route/returnTarget';
import { useLocation } from '../route/location';
import { PROJECT_NAME } from '../forms/projectName';

/** Form that creates a token: for any owner if permitted, otherwise for the signed-in user. */
export default function NewToken() {
  const { client, me, permissions } = useSession();
  const showNewToken = useNewTokenDialog();
  const { t, zone } = useText();
  const { query } = useLocation();
  const forAnyone = permissions.managesAll && !query.has('own');
  // A personal access token can create only personal access tokens.
  const onlyPersonal = me.personalAccessToken && !permissions.managesAll;

  const [name, setName] = useState('');
  const [owner, setOwner] = useState(forAnyone ? '' : me.owner);
  const [description, setDescription] = useState('');
  const [expiry, setExpiry] = useState<Expiry>({ on: true, text: '' });
  const [scopes, setScopes] = useState<string[]>([]);
  const [project, setProject] = useState(permissions.project ?? '');
  // Personal access tokens require a user record. They are the default for owners with a record.
  const [hasRecord, setHasRecord] = useState(me.personalAccessToken && !forAnyone);
  const [chosen, setChosen] = useState<boolean>();
  const personal = chosen ?? hasRecord;
  const [enabled, setEnabled] = useState(true);
  const read = parseExpiry(expiry, new Date(), zone, t);
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: name.trim() ? undefined : t('required'),
    owner: owner ? undefined : t('required'),
    expirationDate: read.error,
    scopes: scopes.length > 0 ? undefined : t('scopes.required'),
    project: !project || PROJECT_NAME.test(project) ? undefined : t('project.malformed'),
  });
  const leave = () => returnToList(forAnyone ? 'tokens' : 'profile');

  const add = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      const issued = await client.createToken({
        name,
        scopes,
        expirationDate: read.sent,
        description: description || null,
        owner: forAnyone ? owner : null,
        project: project || null,
        personalAccessToken: personal,
        enabled,
      });
      void showNewToken({ issued, owner }).then(leave);
    });
  };

  return (
    <form onSubmit={add} noValidate>
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
          'scopes',
          'project',
          'personalAccessToken',
        )}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={leave}>
              {t('cancel')}
            </Button>
            <Button variant="primary" loading={busy}>
              {t('create.add')}
            </Button>
          </SpaceBetween>
        }
      >
        <Container>
          <SpaceBetween size="l">
            <FormField label={t('token.nameRequired')} errorText={errorOf('name')}>
              <Input
                value={name}
                ariaRequired
                autoFocus
                autoComplete="off"
                onChange={({ detail }) => setName(detail.value)}
              />
            </FormField>
            {forAnyone ? (
              <UserField
                value={owner}
                error={errorOf('owner')}
                onRecord={setHasRecord}
                onChange={(name) => {
                  setOwner(name);
                  setChosen(undefined);
                }}
              />
            ) : (
              <FormField label={t('column.user')}>
                <Box>{me.owner}</Box>
              </FormField>
            )}
            <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
              <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
            </FormField>
            <ExpiryField value={expiry} error={errorOf('expirationDate')} onChange={setExpiry} />
            <ScopesField
              value={scopes}
              error={errorOf('scopes')}
              description={t(permissions.managesAll ? 'scopes.anyHint' : 'scopes.ownHint')}
              onChange={setScopes}
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
                onChange={({ detail }) => setProject(detail.value)}
              />
            </FormField>
            <FormField errorText={errorOf('personalAccessToken')}>
              <Checkbox
                checked={personal}
                disabled={onlyPersonal}
                description={t('token.personalHint')}
                onChange={({ detail }) => setChosen(detail.checked)}
              >
                {t('token.personal')}
              </Checkbox>
            </FormField>
            <Checkbox
              checked={enabled}
              description={t('token.enabledHint')}
              onChange={({ detail }) => setEnabled(detail.checked)}
            >
              {t('status.enabled')}
            </Checkbox>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
