import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField, { type FormFieldProps } from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { Issuer } from '../api/issuers';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { lifetimesOf, type TrustValues } from '../trusts/trustValues';
import { AllowedIpsField } from './AllowedIpsField';
import { ConditionsField } from './ConditionsField';
import { ExpiryField } from './ExpiryField';
import { NO_LIMITS } from './limits';
import { ProjectOwnerField } from './ProjectOwnerField';
import { ScopesField } from './ScopesField';
import { technicalUser } from './userName';

interface Props {
  values: TrustValues & { owner: string };
  kind: Issuer['kind'] | undefined;
  /** The scopes that the trust gives already. */
  held?: string[];
  /** Whether the trust exists, so that its project does not change. */
  isSaved?: boolean;
  disabled?: boolean;
  /** Whether the user may choose the owner of the tokens, as far as the console can tell. */
  choosesOwner: boolean;
  errorOf(field: string): ReactNode;
  onChange(changes: Partial<TrustValues>): void;
  /** What is shown below a field, such as what another user has saved in it. */
  below?(field: keyof TrustValues): ReactNode;
}

/** The fields of a trust but for its name and its issuer: the conditions, and the token that it gives. */
export function TrustFields({ values, kind, held, isSaved, disabled, choosesOwner, errorOf, onChange, below }: Props) {
  const { configuration, me, permissions } = useSession();
  const { t } = useText();
  const isForPeople = kind === 'people';
  const { min, max } = lifetimesOf(kind);
  const number = (
    field: 'lifetime' | 'maxCreatedDays',
    props: FormFieldProps,
    bounds: { min: number; max?: number },
  ) => (
    <SpaceBetween size="l">
      <FormField {...props}>
        <Input
          type="number"
          inputMode="numeric"
          value={values[field]}
          disabled={disabled}
          ariaRequired
          nativeInputAttributes={bounds}
          onChange={({ detail }) => onChange({ [field]: detail.value })}
        />
      </FormField>
      {below?.(field)}
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="l">
      {!isForPeople && (
        <Container
          header={
            <Header variant="h2" description={t('conditions.about')}>
              {t('trust.conditions')}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <ConditionsField
              kind={kind}
              value={values.conditions}
              disabled={disabled}
              errorOf={errorOf}
              onChange={(conditions) => onChange({ conditions })}
            />
            {below?.('conditions')}
          </SpaceBetween>
        </Container>
      )}
      <Container
        header={
          <Header variant="h2" description={t(isForPeople ? 'trust.gives.people' : 'trust.gives.jobs')}>
            {t('trust.token')}
          </Header>
        }
      >
        <SpaceBetween size="l">
          {!isForPeople && (
            <SpaceBetween size="l">
              <FormField
                label={t('trust.projectRequired')}
                description={t('trust.projectHint')}
                constraintText={t('project.constraint')}
                errorText={errorOf('project')}
              >
                <Input
                  value={values.project}
                  ariaRequired
                  disabled={disabled || permissions.project !== undefined}
                  readOnly={isSaved}
                  spellcheck={false}
                  onChange={({ detail }) => onChange({ project: detail.value })}
                />
              </FormField>
              {choosesOwner && !disabled ? (
                <ProjectOwnerField
                  value={values.owner}
                  names={[...(values.project ? [technicalUser(values.project)] : []), me.owner]}
                  error={errorOf('owner')}
                  onChange={(chosen) => onChange({ owner: chosen })}
                />
              ) : (
                <FormField label={t('column.user')} errorText={errorOf('owner')}>
                  <Input value={values.owner} readOnly />
                </FormField>
              )}
              {below?.('owner')}
            </SpaceBetween>
          )}
          <ScopesField
            value={values.scopes}
            held={held}
            disabled={disabled}
            error={errorOf('scopes')}
            description={t(permissions.grantsAll ? 'scopes.anyHint' : 'scopes.ownHint')}
            onChange={(scopes) => onChange({ scopes })}
          />
          {below?.('scopes')}
          {number(
            'lifetime',
            {
              label: t('trust.lifetime'),
              description: t('trust.lifetimeHint', { min, max }),
              errorText: errorOf('lifetimeSeconds'),
            },
            { min, max },
          )}
          {isForPeople &&
            number(
              'maxCreatedDays',
              {
                label: t('trust.maxCreatedDays'),
                description: t('trust.maxCreatedDaysHint'),
                errorText: errorOf('maxCreatedDays'),
              },
              { min: 1 },
            )}
          <AllowedIpsField
            value={values.addresses}
            error={errorOf('allowedIps')}
            disabled={disabled}
            required={configuration.limits.requireAllowedIps}
            onChange={(addresses) => onChange({ addresses })}
          />
          {below?.('addresses')}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{t('trust.itself')}</Header>}>
        <SpaceBetween size="l">
          <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
            <Textarea
              value={values.description}
              rows={2}
              disabled={disabled}
              onChange={({ detail }) => onChange({ description: detail.value })}
            />
          </FormField>
          {below?.('description')}
          <ExpiryField
            value={values.expiry}
            error={errorOf('expirationDate')}
            disabled={disabled}
            limits={NO_LIMITS}
            onChange={(expiry) => onChange({ expiry })}
          />
          {below?.('expiry')}
          <FormField errorText={errorOf('enabled')}>
            <Checkbox
              checked={values.enabled}
              disabled={disabled}
              description={t('trust.enabledHint')}
              onChange={({ detail }) => onChange({ enabled: detail.checked })}
            >
              {t('status.enabled')}
            </Checkbox>
          </FormField>
          {below?.('enabled')}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
