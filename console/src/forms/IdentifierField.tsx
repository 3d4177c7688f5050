import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import { useText } from '../i18n/Language';

interface Props {
  value: string;
  constraint: string;
  error?: ReactNode;
  onChange(value: string): void;
}

/** Field for the name of a new record that never changes. It has the focus when the form opens. */
export function IdentifierField({ value, constraint, error, onChange }: Props) {
  const { t } = useText();
  return (
    <FormField label={t('column.name')} constraintText={constraint} errorText={error}>
      <Input
        value={value}
        ariaRequired
        autoFocus
        spellcheck={false}
        autoComplete="off"
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
