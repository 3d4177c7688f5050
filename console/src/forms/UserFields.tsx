import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { User, UserUpdate } from '../api/client';
import { useText } from '../i18n/Language';
import { ScopesField } from './ScopesField';

/** The properties of a user that a form can change. */
export interface UserDraft {
  firstName: string;
  lastName: string;
  enabled: boolean;
  manageOwnTokens: boolean;
  scopes: string[];
}

export const NEW_USER: UserDraft = { firstName: '', lastName: '', enabled: true, manageOwnTokens: true, scopes: [] };

export function toDraft({ firstName = '', lastName = '', enabled, manageOwnTokens, scopes }: User): UserDraft {
  return { firstName, lastName, enabled, manageOwnTokens, scopes };
}

export function toUpdate(draft: UserDraft): UserUpdate {
  return { ...draft, firstName: draft.firstName || null, lastName: draft.lastName || null };
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
    </SpaceBetween>
  );
}
