import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import type { ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';

interface Props {
  value: string[];
  error?: ReactNode;
  description?: string;
  disabled?: boolean;
  onChange(scopes: string[]): void;
}

/** Field for scopes, which are found by name, description or alias. Scopes that may not be granted are not offered. */
export function ScopesField({ value, error, description, disabled, onChange }: Props) {
  const { scopes, permissions } = useSession();
  const { t } = useText();
  const options = scopes
    .filter(({ name }) => permissions.grants(name) || value.includes(name))
    .map(({ name, description: meaning, aliases }) => ({
      value: name,
      label: name,
      description: meaning,
      filteringTags: aliases,
      disabled: !permissions.grants(name),
    }));
  return (
    <FormField label={t('token.scopes')} description={description} errorText={error}>
      <Multiselect
        options={options}
        disabled={disabled}
        filteringType="auto"
        filteringPlaceholder={t('scopes.find')}
        filteringAriaLabel={t('scopes.find')}
        placeholder={t('scopes.choose')}
        empty={t('scopes.none')}
        noMatch={t('scopes.noMatch')}
        tokenLimit={12}
        selectedAriaLabel={t('selected')}
        selectedOptions={value.map(
          (name) => options.find((option) => option.value === name) ?? { value: name, label: name },
        )}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap((option) => option.value ?? []))}
      />
    </FormField>
  );
}
