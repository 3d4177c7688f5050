import Alert from '@cloudscape-design/components/alert';
import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/error';
import { TopBar } from '../app/TopBar';
import { useText } from '../i18n/Language';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { readPastedToken } from './token';

/** Why a session has ended. */
export type SignOutReason = 'rejected' | 'idle' | 'unreachable';

interface Props {
  reason?: SignOutReason;
  /** The names of the tokens whose new value was lost when the session ended. */
  lost: string[];
  onSignIn(token: string, keep: boolean): Promise<void>;
}

/** The sign-in page. The token is kept in memory and lost on reload, unless the user keeps it for this tab. */
export function SignIn({ reason, lost, onSignIn }: Props) {
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
    <>
      <TopBar />
      <AppLayoutToolbar
        navigationHide
        toolsHide
        headerSelector="#top"
        maxContentWidth={560}
        content={
          <Box padding={{ top: 'xxl' }}>
            <SpaceBetween size="l">
              {reason && <Alert type={reason === 'idle' ? 'info' : 'warning'}>{t(`signIn.reason.${reason}`)}</Alert>}
              {lost.map((name) => (
                <Alert key={name} type="warning">
                  {t('signIn.lost', { name })}
                </Alert>
              ))}
              <form ref={form} onSubmit={signIn} noValidate>
                <Container
                  header={
                    <Header variant="h1" description={t('signIn.about')}>
                      {t('signIn.title')}
                    </Header>
                  }
                >
                  <Form
                    errorText={otherErrors('token')}
                    actions={
                      <Button variant="primary" loading={busy !== undefined}>
                        {t('signIn.do')}
                      </Button>
                    }
                  >
                    <SpaceBetween size="l">
                      <FormField
                        label={t('signIn.token')}
                        errorText={errorOf('token')}
                        description={t('signIn.tokenHint')}
                      >
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
                </Container>
              </form>
            </SpaceBetween>
          </Box>
        }
      />
    </>
  );
}
