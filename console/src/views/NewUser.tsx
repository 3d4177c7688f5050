import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, useState, type FormEvent } from 'react';
import { ApiError } from '../api/error';
import { useSession } from '../auth/SessionProvider';
import { NEW_USER, toUpdate, UserFields } from '../forms/UserFields';
import { useSubmit } from '../forms/useSubmit';
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
  const form = useId();
  const [name, setName] = useState('');
  const { busy, submit, errorOf, otherErrors } = useSubmit({
    name: USER_NAME.test(name) ? undefined : t(name ? 'user.malformed' : 'required'),
  });
  const [draft, setDraft] = useState(NEW_USER);
  const [taken, setTaken] = useState(false);

  const make = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      const there = await exists(name);
      setTaken(there);
      if (there) return;
      await client.putUser(name, toUpdate(draft));
      onCreated(name);
    });
  };
  /** Checks that the name is free, because PUT would replace an existing user. */
  const exists = async (wanted: string) => {
    try {
      await client.getUser(wanted);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  };

  const others = otherErrors('name', 'firstName', 'lastName', 'scopes');
  return (
    <Modal
      visible
      header={t('user.create')}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              {t('cancel')}
            </Button>
            <Button variant="primary" form={form} loading={busy}>
              {t('user.create')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={form} onSubmit={make} noValidate>
        <SpaceBetween size="l">
          {others && <Alert type="error">{others}</Alert>}
          <FormField
            label={t('user.name')}
            constraintText={t('user.constraint')}
            errorText={taken ? t('user.taken') : errorOf('name')}
          >
            <Input
              value={name}
              ariaRequired
              spellcheck={false}
              onChange={({ detail }) => {
                setTaken(false);
                setName(detail.value);
              }}
            />
          </FormField>
          <UserFields draft={draft} errorOf={errorOf} onChange={setDraft} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
