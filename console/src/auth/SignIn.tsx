import Alert from '@cloudscape-design/components/alert';
import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useState } from 'react';
import { listSignInIssuers, type SignInIssuer } from '../api/signIn';
import { Loading } from '../app/Loading';
import { TopBar } from '../app/TopBar';
import { useText } from '../i18n/Language';
import { apiUrl } from '../route/location';
import type { SignedOut } from './beginning';
import { IssuerButtons } from './IssuerButtons';
import { TokenForm } from './TokenForm';

interface Props {
  signedOut: SignedOut;
  /** The names of the tokens whose new value was lost when the session ended. */
  lost: string[];
  onSignIn(token: string, keep: boolean): Promise<void>;
}

const NEWS = ['idle', 'signedOut', 'expired'];

/** The sign-in page: with identity providers, if there are any, or with a token. */
export function SignIn({ signedOut: { why, requestId, undeletedUntil }, lost, onSignIn }: Props) {
  const { t, time } = useText();
  const { issuers, load } = useIssuers();
  const [usesToken, setUsesToken] = useState(false);
  const hasIssuers = issuers !== undefined && issuers !== 'failed' && issuers.length > 0;
  const showsToken = usesToken || !hasIssuers;

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
              {why && (
                <Alert type={NEWS.includes(why) ? 'info' : 'warning'}>
                  {t(`signIn.reason.${why}`, { id: requestId ?? '–' })}
                </Alert>
              )}
              {undeletedUntil && <Alert type="warning">{t('signIn.undeleted', { time: time(undeletedUntil) })}</Alert>}
              {lost.map((name) => (
                <Alert key={name} type="warning">
                  {t('signIn.lost', { name })}
                </Alert>
              ))}
              {issuers === 'failed' && (
                <Alert type="warning" action={<Button onClick={load}>{t('again')}</Button>}>
                  {t('signIn.unavailable')}
                </Alert>
              )}
              {issuers === undefined ? (
                // What can be clicked would move when the providers are known.
                <Loading />
              ) : (
                <Container
                  header={
                    <Header variant="h1" description={t('signIn.about')}>
                      {t('signIn.title')}
                    </Header>
                  }
                >
                  <SpaceBetween size="l">
                    {hasIssuers && <IssuerButtons issuers={issuers} />}
                    {hasIssuers && (
                      <Button variant="inline-link" ariaExpanded={usesToken} onClick={() => setUsesToken(!usesToken)}>
                        {t('signIn.useToken')}
                      </Button>
                    )}
                    {showsToken && <TokenForm onSignIn={onSignIn} />}
                  </SpaceBetween>
                </Container>
              )}
            </SpaceBetween>
          </Box>
        }
      />
    </>
  );
}

/** Loads with whom people sign in. A failure does not keep anyone from signing in with a token. */
function useIssuers() {
  const [issuers, setIssuers] = useState<SignInIssuer[] | 'failed'>();
  const load = useCallback(() => {
    listSignInIssuers(apiUrl).then(setIssuers, () => setIssuers('failed'));
  }, []);
  useEffect(load, [load]);
  return { issuers, load };
}
