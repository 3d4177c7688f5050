import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FormEvent } from 'react';
import { ApiError } from '../api/error';
import { isReadable } from '../api/issuers';
import { isChangedByOther } from '../api/lostWrites';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { DraftNotice } from '../forms/DraftNotice';
import { IdentifierField } from '../forms/IdentifierField';
import { PROJECT_NAME } from '../forms/projectName';
import { TrustFields } from '../forms/TrustFields';
import { useDraft } from '../forms/useDraft';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useTrustForm } from '../forms/useTrustForm';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { leaveAnd } from '../route/leaving';
import { navigate, useLocation } from '../route/location';
import { lifetimesOf, NEW_TRUST, toUpdate } from '../trusts/trustValues';
import { useTrustSaved } from './useTrustSaved';

/** The trust that a sign-in is for if it names no other. */
const CONSOLE = 'console';

/** Form that creates a trust: first the issuer, then what its kind needs. */
export default function NewTrust() {
  const { client, permissions } = useSession();
  const reportSaved = useTrustSaved();
  const text = useText();
  const { t } = text;
  const words = useErrorMessage();
  const { query } = useLocation();
  const issuers = useApiQuery(['issuers'], (api, signal) => api.listIssuers(signal));
  // Only administrators may write trusts for people.
  const offered = (issuers.data ?? [])
    .filter(isReadable)
    .filter(({ kind }) => kind !== 'people' || permissions.grantsAll);
  const project = permissions.project ?? query.get('project') ?? '';
  const draft = useDraft('trust', { ...NEW_TRUST, name: '', project });
  const { name, ...values } = draft.value;
  const issuer = offered.find((one) => one.name === values.issuer);
  const kind = issuer?.kind;
  const { choosesOwner, owner, errors, fields } = useTrustForm(values, kind);
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: PROJECT_NAME.test(name) ? undefined : t(name ? 'trust.malformed' : 'required'),
    // Without an issuer, there are no other fields.
    ...(kind ? errors : { issuer: errors.issuer ?? t('required') }),
  });
  const choose = (chosen: string) => {
    const next = offered.find((one) => one.name === chosen)?.kind;
    const proposesName = next === 'people' && !name;
    draft.set({
      issuer: chosen,
      ...(proposesName && { name: CONSOLE }),
      ...(next !== kind && { lifetime: String(lifetimesOf(next).proposed) }),
    });
  };

  const add = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      let saved;
      try {
        saved = await client.createTrust(name, toUpdate({ ...values, owner }, kind, text));
      } catch (error) {
        const reason = error instanceof ApiError ? error.reason : undefined;
        // The name can be that of a trust that the user does not see.
        if (isChangedByOther(error) || reason === 'name-taken') throw new FieldError('name', t('trust.taken'));
        throw reason === 'other-owner' && choosesOwner ? new FieldError('owner', t('project.otherOwner')) : error;
      }
      draft.clear();
      reportSaved(t('done.created', { name }), saved.data);
      thenLeave(() => navigate(`trusts/${name}`));
    });
  };
  const discard = () => {
    draft.clear();
    navigate('trusts');
  };
  const options = offered.map((one) => ({
    value: one.name,
    label: one.name,
    description: one.issuer,
    tags: [t(`issuerKind.${one.kind}`)],
  }));

  return (
    <form ref={form} onSubmit={add} noValidate>
      <Form
        header={
          <Header variant="h1" description={t('trust.newAbout')}>
            {t('trust.create')}
          </Header>
        }
        errorText={otherErrors(...fields)}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => leaveAnd(discard, { discards: true })}>
              {t('cancel')}
            </Button>
            <Button variant="primary" loading={busy !== undefined}>
              {t('create.add')}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Container>
            <SpaceBetween size="l">
              <DraftNotice draft={draft} />
              <IdentifierField
                value={name}
                constraint={t('project.constraint')}
                error={errorOf('name')}
                onChange={(typed) => draft.set({ name: typed })}
              />
              <FormField
                label={t('trust.issuer')}
                description={t('trust.issuerHint')}
                errorText={errorOf('issuer') ?? (issuers.error && words(issuers.error))}
              >
                <Select
                  options={options}
                  selectedOption={options.find(({ value }) => value === values.issuer) ?? null}
                  placeholder={t('trust.chooseIssuer')}
                  empty={t(permissions.writesIssuers ? 'issuers.empty' : 'trust.noIssuers')}
                  statusType={issuers.loading ? 'loading' : 'finished'}
                  loadingText={t('loading')}
                  ariaRequired
                  onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
                />
              </FormField>
            </SpaceBetween>
          </Container>
          {kind && (
            <TrustFields
              values={{ ...values, owner }}
              kind={kind}
              choosesOwner={choosesOwner}
              errorOf={errorOf}
              onChange={draft.set}
            />
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
