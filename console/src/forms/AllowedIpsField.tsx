import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/Language';
import { parseAddresses } from './addresses';

interface Props {
  value: string;
  /** An error beyond those of the text, such as one of the API. */
  error?: ReactNode;
  disabled?: boolean;
  required?: boolean;
  onChange(value: string): void;
}

/** Field for the addresses that a token can be used from. Finished lines are checked while they are typed. */
export function AllowedIpsField({ value, error, disabled, required = false, onChange }: Props) {
  const { t } = useText();
  const [typing, setTyping] = useState(false);
  const finished = typing ? value.slice(0, value.lastIndexOf('\n') + 1) : value;
  const label = t('token.allowedIps');
  return (
    <FormField
      label={required ? `${label} *` : t('optional', { label })}
      description={t(required ? 'addresses.requiredHint' : 'addresses.hint')}
      errorText={parseAddresses(finished, t).error ?? error}
    >
      <Textarea
        value={value}
        rows={3}
        disabled={disabled}
        spellcheck={false}
        ariaRequired={required}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** The field in a form that has few fields: closed, as long as it is neither required nor wrong. */
export function AllowedIpsSection(props: Props) {
  const { t } = useText();
  const [expanded, setExpanded] = useState(props.value !== '');
  return (
    <ExpandableSection
      headerText={t('token.allowedIps')}
      expanded={expanded || props.required || props.error !== undefined}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      <AllowedIpsField {...props} />
    </ExpandableSection>
  );
}
