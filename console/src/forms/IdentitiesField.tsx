import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { isReadable } from '../api/issuers';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { MAX_IDENTITIES, type Identity } from './identities';

interface Props {
  value: Identity[];
  disabled?: boolean;
  error: ReactNode;
  onChange(identities: Identity[]): void;
}

/** The subjects of issuers as which a user signs in. */
export function IdentitiesField({ value, disabled, error, onChange }: Props) {
  const { permissions } = useSession();
  const { t } = useText();
  const issuers = useIssuersOfPeople(!disabled);
  const set = (at: number, changes: Partial<Identity>) =>
    onChange(value.map((identity, i) => (i === at ? { ...identity, ...changes } : identity)));
  const names = [...new Set([...issuers, ...value.map(({ issuer }) => issuer)])].filter(Boolean);
  return (
    <FormField
      label={t('optional', { label: t('user.identities') })}
      description={t('user.identitiesHint')}
      errorText={error}
    >
      <SpaceBetween size="xs">
        {value.map((identity, at) => (
          // Identities have no key of their own while they are typed.
          <Grid
            key={at}
            gridDefinition={[
              { colspan: { default: 12, xs: 3 } },
              { colspan: { default: 8, xs: 6 } },
              { colspan: { default: 4, xs: 3 } },
            ]}
          >
            {permissions.readsIssuers ? (
              <Select
                options={names.map((name) => ({ value: name }))}
                selectedOption={identity.issuer ? { value: identity.issuer } : null}
                placeholder={t('trust.chooseIssuer')}
                empty={t('user.noIssuers')}
                ariaLabel={t('user.identityIssuer', { number: at + 1 })}
                disabled={disabled}
                onChange={({ detail }) => set(at, { issuer: detail.selectedOption.value ?? '' })}
              />
            ) : (
              <Input
                value={identity.issuer}
                placeholder={t('trust.issuer')}
                ariaLabel={t('user.identityIssuer', { number: at + 1 })}
                spellcheck={false}
                disabled={disabled}
                onChange={({ detail }) => set(at, { issuer: detail.value })}
              />
            )}
            <Input
              value={identity.subject}
              placeholder={t('token.subject')}
              ariaLabel={t('user.identitySubject', { number: at + 1 })}
              spellcheck={false}
              disabled={disabled}
              onChange={({ detail }) => set(at, { subject: detail.value })}
            />
            {!disabled && (
              <Button
                formAction="none"
                ariaLabel={t('user.identityRemove', { number: at + 1 })}
                onClick={() => onChange(value.filter((_, i) => i !== at))}
              >
                {t('user.remove')}
              </Button>
            )}
          </Grid>
        ))}
        {!disabled && (
          <Button
            formAction="none"
            disabled={value.length >= MAX_IDENTITIES}
            onClick={() =>
              onChange([...value, { issuer: issuers.length === 1 ? (issuers[0] ?? '') : '', subject: '' }])
            }
          >
            {t('user.identityAdd')}
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

/** Returns the names of issuers with which people sign in; none if the token cannot read them. */
function useIssuersOfPeople(isNeeded: boolean): string[] {
  const { permissions } = useSession();
  const { data } = useApiQuery(['issuers'], (api, signal) => api.listIssuers(signal), {
    enabled: isNeeded && permissions.readsIssuers,
  });
  return (data ?? [])
    .filter(isReadable)
    .filter(({ kind }) => kind === 'people')
    .map(({ name }) => name);
}
