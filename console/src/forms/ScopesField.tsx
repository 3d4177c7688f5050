import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useMemo, type ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { ScopeTemplatePicker } from './ScopeTemplatePicker';
import { grouped, scopeOption } from './scopeOptions';
import { useScopes } from './useScopes';

interface Props {
  value: string[];
  /** The scopes that the record has. It can keep those that are deprecated. */
  held?: string[];
  error?: ReactNode;
  description?: string;
  disabled?: boolean;
  onChange(scopes: string[]): void;
}

const NONE: string[] = [];

/**
 * Field for scopes, which are found by name, description or alias, in groups that can be selected at once. Scopes that may
 * not be granted are not offered.
 */
export function ScopesField({ value, held = NONE, error, description, disabled, onChange }: Props) {
  const { permissions } = useSession();
  const scopes = useScopes();
  const { t } = useText();
  const offered = useMemo(() => {
    const selection = { held, grants: permissions.grants };
    return scopes
      .filter(({ name }) => permissions.grants(name) || value.includes(name) || held.includes(name))
      .map((scope) => scopeOption(scope, selection, t));
  }, [scopes, permissions, value, held, t]);
  const options = useMemo(() => grouped(offered), [offered]);
  return (
    <FormField
      label={t('token.scopes')}
      description={description}
      errorText={error}
      secondaryControl={!disabled && <ScopeTemplatePicker value={value} onChange={onChange} />}
    >
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
        virtualScroll
        selectedAriaLabel={t('selected')}
        selectedOptions={value.map(
          (name) => offered.find((option) => option.value === name) ?? { value: name, label: name },
        )}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap((option) => option.value ?? []))}
      />
    </FormField>
  );
}
