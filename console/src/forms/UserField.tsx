import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { useEffect, useState, type ReactNode } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { equal } from '../text/folding';
import { UserPicker } from './UserPicker';
import { suggestionFor, useUserSuggestions } from './useUserSuggestions';

interface Props {
  value: string;
  error?: ReactNode;
  onChange(name: string): void;
  /** Called when it is known whether the entered user has a user record. */
  onRecord(there: boolean): void;
}

/** Field for the owner of a token: suggested by user name, first or last name, or selected from the list of users. */
export function UserField({ value, error, onChange, onRecord }: Props) {
  const { t } = useText();
  const { permissions } = useSession();
  const [wanting, setWanting] = useState(false);
  const { users, loading } = useUserSuggestions(value, wanting);
  const [picking, setPicking] = useState(false);
  const there = users.some(({ name }) => equal(name, value));
  useEffect(() => onRecord(there), [there, onRecord]);
  return (
    <>
      <FormField
        label={t('token.user')}
        description={permissions.readsUsers ? t('token.userHint') : undefined}
        errorText={error}
        secondaryControl={
          permissions.readsUsers && (
            <Button formAction="none" onClick={() => setPicking(true)}>
              {t('user.select')}
            </Button>
          )
        }
      >
        <Autosuggest
          value={value}
          ariaRequired
          filteringType="manual"
          statusType={loading ? 'loading' : 'finished'}
          loadingText={t('loading')}
          empty={t('user.none')}
          enteredTextLabel={(entered) => t('user.use', { name: entered })}
          onFocus={() => setWanting(true)}
          options={users.map(suggestionFor)}
          onChange={({ detail }) => onChange(detail.value)}
          onSelect={({ detail }) => onChange(detail.value)}
        />
      </FormField>
      {picking && (
        <UserPicker
          onCancel={() => setPicking(false)}
          onPick={(user) => {
            setPicking(false);
            setWanting(true);
            onChange(user.name);
          }}
        />
      )}
    </>
  );
}
