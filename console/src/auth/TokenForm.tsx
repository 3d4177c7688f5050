import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/error';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';
import { readPastedToken } from './token';

interface Props {
  onSignIn(token: string, keep: boolean): Promise<void>;
}

/** Signs in with a token, which is kept in memory and lost on reload, unless the user keeps it for this tab. */
export function TokenForm({ onSignIn }: Props) {
  const { t } = useText();
  const [token, setToken] = useState('');
  const [keep, setKeep] = useState(false);
  const pasted = readPastedToken(token);
  const { form, busy, submit, errorOf, otherErrors } = useSubmit({
    token: 'problem' in pasted ? t(`signIn.${pasted.problem}`) : undefined,
  });

  const signIn = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      try {
        if ('token' in pasted) await onSignIn(pasted.token, keep);
      } catch (error) {
        const isRejected = error instanceof ApiError && error.status === 401;
        throw isRejected ? new FieldError('token', t('signIn.rejected')) : error;
      }
    });
  };

  return (
    <form ref={form} onSubmit={signIn} noValidate>
      <Form
        errorText={otherErrors('token')}
        actions={
          <Button variant="primary" loading={busy !== undefined}>
            {t('signIn.do')}
          </Button>
        }
      >
        <SpaceBetween size="l">
          <FormField label={t('signIn.token')} errorText={errorOf('token')} description={t('signIn.tokenHint')}>
            <Input
              type="password"
              autoFocus
              autoComplete="off"
              spellcheck={false}
              value={token}
              onChange={({ detail }) => setToken(detail.value)}
            />
          </FormField>
          <Checkbox
            checked={keep}
            onChange={({ detail }) => setKeep(detail.checked)}
            description={t('signIn.keepHint')}
          >
            {t('signIn.keep')}
          </Checkbox>
        </SpaceBetween>
      </Form>
    </form>
  );
}
