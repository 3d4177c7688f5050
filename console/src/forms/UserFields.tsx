import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { User, UserUpdate } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { projectNames } from './projectNames';
import { ScopesField } from './ScopesField';

/** The properties of a user that a form can change. */
export interface UserDraft {
  firstName: string;
  lastName: string;
  enabled: boolean;
  manageOwnTokens: boolean;
  scopes: string[];
  /** The projects that the user leads, one per line. */
  leads: string;
}

export const NEW_USER: UserDraft = {
  firstName: '',
  lastName: '',
  enabled: true,
  manageOwnTokens: true,
  scopes: [],
  leads: '',
};

export function toDraft({
  firstName = '',
  lastName = '',
  enabled,
  manageOwnTokens,
  scopes,
  leads = [],
}: User): UserDraft {
  return { firstName, lastName, enabled, manageOwnTokens, scopes, leads: leads.join('\n') };
}

/** @param setsLeads whether the caller may change what the user leads */
export function toUpdate({ leads, ...draft }: UserDraft, setsLeads: boolean): UserUpdate {
  return {
    ...draft,
    firstName: draft.firstName || null,
    lastName: draft.lastName || null,
    ...(setsLeads && { leads: projectNames(leads) }),
  };
}

interface Props {
  draft: UserDraft;
  /** The scopes that the user has. */
  held?: string[];
  disabled?: boolean;
  errorOf(field: string): ReactNode;
  onChange(changes: Partial<UserDraft>): void;
}

/** The fields of a user, for the forms that create and update users. */
export function UserFields({ draft, held, disabled, errorOf, onChange: set }: Props) {
  const { permissions } = useSession();
  const { t } = useText();
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
    </SpaceBetween>
  );
}
