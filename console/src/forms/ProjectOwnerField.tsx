import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import type { ReactNode } from 'react';
import { useText } from '../i18n/Language';

interface Props {
  value: string;
  /** The names to choose from. Another one can be typed. */
  names: string[];
  error?: ReactNode;
  onChange(name: string): void;
}

/** Field for the owner of a project's token: a technical user, so that the leaving of a person stops no pipeline. */
export function ProjectOwnerField({ value, names, error, onChange }: Props) {
  const { t } = useText();
  return (
    <FormField label={t('column.user')} description={t('project.ownerHint')} errorText={error}>
      <Autosuggest
        value={value}
        ariaRequired
        // The value is one of the names at first, and must not hide the others.
        filteringType="manual"
        enteredTextLabel={(name) => t('user.use', { name })}
        options={names.map((name) => ({ value: name }))}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
