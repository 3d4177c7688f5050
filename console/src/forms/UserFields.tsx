import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { User, UserUpdate } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { languages } from '../i18n/translate';
import type { Identity } from './identities';
import { IdentitiesField } from './IdentitiesField';
import { projectNames } from './projectNames';
import { ScopesField } from './ScopesField';

/** The properties of a user that a form can change. */
export interface UserDraft {
  firstName: string;
  lastName: string;
  email: string;
  /** The code of a language; empty for none. */
  language: string;
  enabled: boolean;
  manageOwnTokens: boolean;
  scopes: string[];
  /** The projects that the user leads, one per line. */
  leads: string;
  identities: Identity[];
}

export const NEW_USER: UserDraft = {
  firstName: '',
  lastName: '',
  email: '',
  language: '',
  enabled: true,
  manageOwnTokens: true,
  scopes: [],
  leads: '',
  identities: [],
};

export function toDraft({
  firstName = '',
  lastName = '',
  email = '',
  language,
  enabled,
  manageOwnTokens,
  scopes,
  leads = [],
  identities = [],
}: User): UserDraft {
  return {
    firstName,
    lastName,
    email,
    language: language ?? '',
    enabled,
    manageOwnTokens,
    scopes,
    leads: leads.join('\n'),
    identities,
  };
}

/**
 * @param setsLeads whether the caller may change what the user leads
 * @param setsContact whether the caller sees, and may change, email and language
 * @param setsIdentities whether the identities change
 */
export function toUpdate(
  { leads, email, language, identities, ...draft }: UserDraft,
  setsLeads: boolean,
  setsContact: boolean,
  setsIdentities: boolean,
): UserUpdate {
  return {
    ...draft,
    firstName: draft.firstName || null,
    lastName: draft.lastName || null,
    ...(setsContact && { email: email || null, language: (language || null) as UserUpdate['language'] }),
    ...(setsLeads && { leads: projectNames(leads) }),
    ...(setsIdentities && { identities }),
  };
}

interface Props {
  draft: UserDraft;
  /** The scopes that the user has. */
  held?: string[];
  /** Whether the caller sees email and language. */
  showsContact: boolean;
  disabled?: boolean;
  errorOf(field: string): ReactNode;
  onChange(changes: Partial<UserDraft>): void;
}

/** The fields of a user, for the forms that create and update users. */
export function UserFields({ draft, held, showsContact, disabled, errorOf, onChange: set }: Props) {
  const { permissions } = useSession();
  const { t } = useText();
  const options = [
    { value: '', label: t('user.languageDefault') },
    ...Object.entries(languages).map(([value, label]) => ({ value, label })),
  ];
  return (
    <SpaceBetween size="l">
      <FormField label={t('optional', { label: t('user.firstName') })} errorText={errorOf('firstName')}>
        <Input
          value={draft.firstName}
          disabled={disabled}
          onChange={({ detail }) => set({ firstName: detail.value })}
        />
      </FormField>
      <FormField label={t('optional', { label: t('user.lastName') })} errorText={errorOf('lastName')}>
        <Input value={draft.lastName} disabled={disabled} onChange={({ detail }) => set({ lastName: detail.value })} />
      </FormField>
      {showsContact && (
        <>
          <FormField
            label={t('optional', { label: t('user.email') })}
            description={t('user.emailHint')}
            errorText={errorOf('email')}
          >
            <Input
              type="email"
              value={draft.email}
              spellcheck={false}
              disabled={disabled}
              onChange={({ detail }) => set({ email: detail.value })}
            />
          </FormField>
          <FormField label={t('optional', { label: t('user.language') })} errorText={errorOf('language')}>
            <Select
              options={options}
              selectedOption={options.find(({ value }) => value === draft.language) ?? null}
              disabled={disabled}
              onChange={({ detail }) => set({ language: detail.selectedOption.value })}
            />
          </FormField>
        </>
      )}
      <ScopesField
        value={draft.scopes}
        held={held}
        disabled={disabled}
        description={t('user.scopesHint')}
        error={errorOf('scopes')}
        onChange={(scopes) => set({ scopes })}
      />
      <Checkbox
        checked={draft.enabled}
        disabled={disabled}
        description={t('user.enabledHint')}
        onChange={({ detail }) => set({ enabled: detail.checked })}
      >
        {t('status.enabled')}
      </Checkbox>
      <Checkbox
        checked={draft.manageOwnTokens}
        disabled={disabled}
        description={t('user.managesHint')}
        onChange={({ detail }) => set({ manageOwnTokens: detail.checked })}
      >
        {t('user.manages')}
      </Checkbox>
      {(permissions.managesAll || draft.leads) && (
        <FormField
          label={t('optional', { label: t('user.leads') })}
          description={t('user.leadsHint')}
          errorText={errorOf('leads')}
        >
          <Textarea
            value={draft.leads}
            rows={2}
            spellcheck={false}
            disabled={disabled || !permissions.managesAll}
            onChange={({ detail }) => set({ leads: detail.value })}
          />
        </FormField>
      )}
      {(permissions.managesAll || draft.identities.length > 0) && (
        <IdentitiesField
          value={draft.identities}
          disabled={disabled || !permissions.managesAll}
          error={errorOf('identities')}
          onChange={(identities) => set({ identities })}
        />
      )}
    </SpaceBetween>
  );
}
