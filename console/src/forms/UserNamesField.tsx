import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useText } from '../i18n/Language';
import { withName } from '../tables/filters';
import { suggestionFor, useUserSuggestions } from './useUserSuggestions';

interface Props {
  label: string;
  names: string[];
  /** A name that is typed and not added yet. It counts when the form is sent: adding it before moves the buttons. */
  text: string;
  onChange(names: string[], text: string): void;
}

/** Field for several user names, with suggestions. A name without a user record is accepted. */
export function UserNamesField({ label, names, text, onChange }: Props) {
  const { t } = useText();
  const [wanting, setWanting] = useState(false);
  const { users, loading } = useUserSuggestions(text, wanting);
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
        options={users.map(suggestionFor)}
        onChange={({ detail }) => onChange(names, detail.value)}
        onSelect={({ detail }) => onChange(withName(names, detail.value), '')}
      />
      <TokenGroup
        items={names.map((name) => ({ label: name, dismissLabel: t('user.dismiss', { name }) }))}
        onDismiss={({ detail }) =>
          onChange(
            names.filter((_, at) => at !== detail.itemIndex),
            text,
          )
        }
      />
    </FormField>
  );
}
