import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';
import { narrowingText, type ClaimValues } from '../trusts/claimConditions';
import { KIND_FIELDS, type ClaimField, type JobKind } from '../trusts/claimFields';
import { claimText } from '../trusts/conditions';

interface Props {
  kind: JobKind;
  values: ClaimValues;
  disabled?: boolean;
  /** Returns the error of a field by the text of its claim. */
  errorOf(claim: string): ReactNode;
  onChange(values: ClaimValues): void;
}

/** The fields of a platform, each of which becomes a condition on one claim. */
export function ClaimFields({ kind, values, disabled, errorOf, onChange }: Props) {
  const { t } = useText();
  const { fields, lookup } = KIND_FIELDS[kind];
  const first = fields.find(({ role }) => role === 'narrowing');
  return (
    <SpaceBetween size="l">
      {lookup && !disabled && <Lookup key={kind} {...lookup} />}
      {fields.map((field) => {
        const claim = claimText(field.claim);
        const label = t(field.label);
        return (
          <FormField
            key={claim}
            label={{ pin: `${label} *`, narrowing: label, optional: t('optional', { label }) }[field.role]}
            description={field === first ? narrowingText(kind, t) : field.hint && t(field.hint)}
            constraintText={t(constraintOf(field), { claim })}
            errorText={errorOf(claim)}
          >
            <ClaimInput
              field={field}
              value={values[claim] ?? ''}
              disabled={disabled}
              onChange={(text) => onChange({ ...values, [claim]: text })}
            />
          </FormField>
        );
      })}
    </SpaceBetween>
  );
}

function constraintOf({ choices, wildcards }: ClaimField): Key {
  if (choices) return 'claim.choice';
  return wildcards ? 'claim.namedWithWildcards' : 'claim.named';
}

interface InputProps {
  field: ClaimField;
  value: string;
  disabled?: boolean;
  onChange(text: string): void;
}

function ClaimInput({ field: { role, placeholder, choices }, value, disabled, onChange }: InputProps) {
  if (!choices)
    return (
      <Textarea
        value={value}
        rows={1}
        placeholder={placeholder}
        spellcheck={false}
        disabled={disabled}
        ariaRequired={role === 'pin'}
        onChange={({ detail }) => onChange(detail.value)}
      />
    );
  const options = ['', ...choices].map((one) => ({ value: one, label: one || '–' }));
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
      disabled={disabled}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}

/** Shows the command that prints the pins. What is entered here is not sent, and no condition. */
function Lookup({ label, placeholder, pattern, command }: NonNullable<(typeof KIND_FIELDS)[JobKind]['lookup']>) {
  const { t } = useText();
  const [name, setName] = useState('');
  return (
    <FormField
      label={t('optional', { label: t(label) })}
      description={t('lookup.hint')}
      constraintText={
        <Box variant="code" color="inherit">
          {command(pattern.test(name) ? name : placeholder)}
        </Box>
      }
    >
      <Input
        value={name}
        placeholder={placeholder}
        spellcheck={false}
        onChange={({ detail }) => setName(detail.value)}
      />
    </FormField>
  );
}
