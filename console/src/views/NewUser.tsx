import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { ApiError } from '../api/error';
import { isChangedByOther } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { emailError } from '../forms/emailAddress';
import { identitiesError } from '../forms/identities';
import { projectNamesError } from '../forms/projectNames';
import { NEW_USER, toUpdate, UserFields } from '../forms/UserFields';
import { FormDialog } from '../forms/FormDialog';
import { useDraft } from '../forms/useDraft';
import { USER_NAME } from '../forms/userName';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { equal } from '../text/folding';

interface Props {
  onCreated(name: string): void;
  onCancel(): void;
}

/** Whether the user takes over the tokens of an owner; only that one, and not part of the draft. */
interface Adoption {
  owner: string;
  confirmed: boolean;
}

/** Form that creates a user. If the owner already has tokens, the form then offers to take them over. */
export function NewUser({ onCreated, onCancel }: Props) {
  const { client, me, permissions } = useSession();
  const { t } = useText();
  const draft = useDraft('user', { ...NEW_USER, name: '' });
  const { name, ...fields } = draft.value;
  const [found, setFound] = useState<Adoption>();
  const adoption = found?.owner === name ? found : undefined;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: USER_NAME.test(name) ? undefined : t(name ? 'user.malformed' : 'required'),
    email: emailError(fields.email, t),
    leads: projectNamesError(fields.leads, t),
    identities: identitiesError(fields.identities, t),
  });

  // A user of the caller's own name is its own.
  const seesContact = permissions.managesAll || equal(name, me.owner);

  const make = () => {
    void submit(async () => {
      try {
        await client.createUser(name, {
          ...toUpdate(fields, permissions.managesAll, seesContact, fields.identities.length > 0),
          adoptTokens: adoption?.confirmed ?? false,
        });
        draft.clear();
        thenLeave(() => onCreated(name));
      } catch (error) {
        const reason = error instanceof ApiError ? error.reason : undefined;
        if (reason === 'owner-has-tokens') setFound({ owner: name, confirmed: false });
        if (reason === 'other-owner') throw new FieldError('name', t('user.ownsTokens'));
        throw isChangedByOther(error) ? new FieldError('name', t('user.taken')) : error;
      }
    });
  };

  const others = otherErrors('name', 'firstName', 'lastName', 'email', 'language', 'scopes', 'leads', 'identities');
  return (
    <FormDialog
      header={t('user.create')}
      submitText={t('user.create')}
      dismissText={t('cancel')}
      errors={others}
      busy={busy !== undefined}
      form={form}
      draft={draft}
      onSubmit={make}
      onDismiss={onCancel}
    >
      <FormField label={t('user.name')} constraintText={t('user.constraint')} errorText={errorOf('name')}>
        <Input
          value={name}
          ariaRequired
          spellcheck={false}
          onChange={({ detail }) => draft.set({ name: detail.value })}
        />
      </FormField>
      {adoption && (
        <Checkbox
          checked={adoption.confirmed}
          description={t('user.adoptHint')}
          onChange={({ detail }) => setFound({ owner: name, confirmed: detail.checked })}
        >
          {t('user.adopt')}
        </Checkbox>
      )}
      <UserFields draft={fields} showsContact={seesContact} errorOf={errorOf} onChange={draft.set} />
    </FormDialog>
  );
}
