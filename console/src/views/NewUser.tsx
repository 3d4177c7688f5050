import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, type FormEvent } from 'react';
import { isChangedByOther } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { NEW_USER, toUpdate, UserFields } from '../forms/UserFields';
import { DraftNotice } from '../forms/DraftNotice';
import { FormErrors } from '../forms/FormErrors';
import { useDraft } from '../forms/useDraft';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

const USER_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

interface Props {
  onCreated(name: string): void;
  onCancel(): void;
}

/** Form that creates a user. */
export function NewUser({ onCreated, onCancel }: Props) {
  const { client } = useSession();
  const { t } = useText();
  const formId = useId();
  const draft = useDraft('user', { ...NEW_USER, name: '' });
  const { name, ...fields } = draft.value;
  const { form, busy, submit, errorOf, otherErrors } = useSubmit({
    name: USER_NAME.test(name) ? undefined : t(name ? 'user.malformed' : 'required'),
  });

  const make = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      try {
        await client.createUser(name, toUpdate(fields));
        draft.clear();
        onCreated(name);
      } catch (error) {
        throw isChangedByOther(error) ? new FieldError('name', t('user.taken')) : error;
      }
    });
  };

  const others = otherErrors('name', 'firstName', 'lastName', 'scopes');
  return (
    <Modal
      visible
      header={t('user.create')}
      onDismiss={onCancel}
      footer={
        <>
          <FormErrors>{others}</FormErrors>
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onCancel}>
                {t('cancel')}
              </Button>
              <Button variant="primary" form={formId} loading={busy !== undefined}>
                {t('user.create')}
              </Button>
            </SpaceBetween>
          </Box>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={make} noValidate>
        <SpaceBetween size="l">
          <DraftNotice draft={draft} />
          <FormField label={t('user.name')} constraintText={t('user.constraint')} errorText={errorOf('name')}>
            <Input
              value={name}
              ariaRequired
              spellcheck={false}
              onChange={({ detail }) => draft.set({ name: detail.value })}
            />
          </FormField>
          <UserFields draft={fields} errorOf={errorOf} onChange={draft.set} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
