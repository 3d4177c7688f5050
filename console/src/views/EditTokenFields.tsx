import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { Token } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { AllowedIpsField } from '../forms/AllowedIpsField';
import { Conflict } from '../forms/Conflict';
import { ExpiryField } from '../forms/ExpiryField';
import { ScopesField } from '../forms/ScopesField';
import type { useEdits } from '../forms/useEdits';
import { useText } from '../i18n/Language';
import type { TokenValues } from './tokenValues';

interface Props {
  token: Token;
  edits: Pick<ReturnType<typeof useEdits<TokenValues>>, 'value' | 'set' | 'conflicts'>;
  /** Whether the user may change nothing. */
  reading: boolean;
  /** Whether what the token may do is fixed. */
  fixed: boolean;
  errorOf(field: string): ReactNode;
  onAdopt(field: keyof TokenValues): void;
}

/** The fields of a token, each with what another user has saved in between. */
export function EditTokenFields({ token, edits, reading, fixed, errorOf, onAdopt }: Props) {
  const { limits } = useSession().configuration;
  const { t, time } = useText();
  const { set, conflicts } = edits;
  const { name, description, expiry, addresses, scopes, enabled } = edits.value;
  const texts: Record<keyof TokenValues, string> = {
    name: token.name,
    description: token.description ?? '–',
    expiry: token.expirationDate ? time(token.expirationDate) : t('never'),
    addresses: token.allowedIps?.join(', ') ?? t('addresses.every'),
    scopes: token.scopes.join(', '),
    enabled: t(token.enabled ? 'status.enabled' : 'status.disabled'),
  };
  const conflict = (field: keyof TokenValues) =>
    conflicts.includes(field) && <Conflict saved={texts[field]} onAdopt={() => onAdopt(field)} />;

  return (
    <SpaceBetween size="l">
      <FormField label={t('token.nameRequired')} errorText={errorOf('name')}>
        <Input value={name} disabled={reading} ariaRequired onChange={({ detail }) => set({ name: detail.value })} />
      </FormField>
      {conflict('name')}
      <FormField label={t('column.user')} description={t('edit.userFixed')}>
        <Input value={token.owner} readOnly />
      </FormField>
      <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
        <Textarea
          value={description}
          rows={2}
          disabled={reading}
          onChange={({ detail }) => set({ description: detail.value })}
        />
      </FormField>
      {conflict('description')}
      <ExpiryField
        value={expiry}
        error={errorOf('expirationDate')}
        disabled={fixed || token.trust !== undefined}
        onChange={(typed) => set({ expiry: typed })}
      />
      {conflict('expiry')}
      <AllowedIpsField
        value={addresses}
        error={errorOf('allowedIps')}
        disabled={fixed}
        required={limits.requireAllowedIps}
        onChange={(typed) => set({ addresses: typed })}
      />
      {conflict('addresses')}
      <ScopesField
        value={scopes}
        held={token.scopes}
        error={errorOf('scopes')}
        disabled={fixed}
        onChange={(chosen) => set({ scopes: chosen })}
      />
      {conflict('scopes')}
      <FormField errorText={errorOf('enabled')}>
        <Checkbox
          checked={enabled}
          disabled={fixed || token.status === 'leaked'}
          onChange={({ detail }) => set({ enabled: detail.checked })}
        >
          {t('status.enabled')}
        </Checkbox>
      </FormField>
      {conflict('enabled')}
    </SpaceBetween>
  );
}
