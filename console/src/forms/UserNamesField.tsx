import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useText } from '../i18n/Language';
import { equal } from '../text/folding';
import { fullName, useUserSuggestions } from './useUserSuggestions';

interface Props {
  label: string;
  names: string[];
  onChange(names: string[]): void;
}

/** Field for several user names, with suggestions. A name without a user record is accepted. */
export function UserNamesField({ label, names, onChange }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [wanting, setWanting] = useState(false);
  const { users, loading } = useUserSuggestions(text, wanting);
  const add = (name: string) => {
    setText('');
    if (name && !names.some((one) => equal(one, name))) onChange([...names, name]);
  };
  return (
    <FormField label={label}>
      <Autosuggest
        value={text}
        filteringType="manual"
        statusType={loading ? 'loading' : 'finished'}
        loadingText={t('loading')}
        empty={t('user.none')}
        enteredTextLabel={(entered) => t('user.use', { name: entered })}
        onFocus={() => setWanting(true)}
        options={users.map((user) => ({ value: user.name, description: fullName(user) }))}
        onChange={({ detail }) => setText(detail.value)}
        onSelect={({ detail }) => add(detail.value)}
        onBlur={() => add(text.trim())}
      />
      <TokenGroup
        items={names.map((name) => ({ label: name, dismissLabel: t('user.dismiss', { name }) }))}
        onDismiss={({ detail }) => onChange(names.filter((_, at) => at !== detail.itemIndex))}
      />
    </FormField>
  );
}
