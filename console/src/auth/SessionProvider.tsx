import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { unsavedTokens } from '../dialogs/unsavedTokens';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useIdle } from './idle';
import { ErrorFactsContext, type ErrorFacts } from '../i18n/errors';
import { startSession, type ActiveSession } from './session';
import { SignIn, type SignOutReason } from './SignIn';

export interface Session extends ActiveSession {
  signOut(): void;
}

const STORAGE_KEY = 'tokenry.token';
const SessionContext = createContext<Session | undefined>(undefined);

/** Returns the session of the signed-in token. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is only available within SessionProvider');
  return session;
}

/** Renders its content for a signed-in token, and the sign-in page without one. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [active, setActive] = useState<ActiveSession>();
  const [reason, setReason] = useState<SignOutReason>();
  const [lost, setLost] = useState<string[]>([]);
  const [resuming, setResuming] = useState(() => sessionStorage.getItem(STORAGE_KEY) !== null);

  const end = useCallback((why?: SignOutReason) => {
    sessionStorage.removeItem(STORAGE_KEY);
    setLost(unsavedTokens());
    setActive(undefined);
    setReason(why);
  }, []);

  useEffect(() => {
    const saved = sessionStorage.getItem(STORAGE_KEY);
    if (saved === null) return;
    startSession(saved, () => end('rejected'))
      .then(setActive, (error: unknown) =>
        end(error instanceof ApiError && error.status === 401 ? 'rejected' : 'unreachable'),
      )
      .finally(() => setResuming(false));
  }, [end]);
  useIdle(
    useCallback(() => end('idle'), [end]),
    active !== undefined,
  );

  const session = useMemo<Session | undefined>(
    () =>
      active && {
        ...active,
        signOut: () => end(),
        replaceToken: (token) => {
          if (sessionStorage.getItem(STORAGE_KEY) !== null) sessionStorage.setItem(STORAGE_KEY, token);
          active.replaceToken(token);
        },
      },
    [active, end],
  );
  const facts = useMemo<ErrorFacts | undefined>(
    () => active && { limits: active.configuration.limits, grants: active.permissions.grants },
    [active],
  );
  if (resuming) return <Loading />;
  if (!session) {
    const signIn = async (token: string, keep: boolean) => {
      let signedIn = false;
      // Until the session has started, a rejected token is an error of the form and ends no session.
      const next = await startSession(token, () => signedIn && end('rejected'));
      signedIn = true;
      setActive(next);
      setReason(undefined);
      setLost([]);
      if (keep) sessionStorage.setItem(STORAGE_KEY, token);
    };
    return <SignIn reason={reason} lost={lost} onSignIn={signIn} />;
  }
  return (
    <QueryClientProvider client={session.queryClient}>
      <SessionContext value={session}>
        <ErrorFactsContext value={facts}>{children}</ErrorFactsContext>
      </SessionContext>
    </QueryClientProvider>
  );
}
