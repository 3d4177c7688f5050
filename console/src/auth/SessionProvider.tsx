import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, use, useCallback, useMemo, type ReactNode } from 'react';
import { Loading } from '../app/Loading';
import { ErrorFactsContext, type ErrorFacts } from '../i18n/errors';
import { KEPT_TOKEN } from './beginning';
import { useIdle } from './idle';
import type { ActiveSession } from './session';
import { SignIn } from './SignIn';
import { useSessionState } from './useSessionState';

export interface Session extends ActiveSession {
  /** Whether the user has signed in with an identity provider, so that all tabs share the session. */
  isShared: boolean;
  signOut(): void;
  /** Ends all sessions of the user. Fails if some may be left. */
  signOutEverywhere(): Promise<void>;
  /** Makes this tab the one that renews the session. */
  beginRenewal(): void;
  /** Ends a session whose time is over. */
  expire(): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Returns the session of the signed-in token. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is only available within SessionProvider');
  return session;
}

/** Renders its content for a signed-in token, and the sign-in page without one. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { state, startPasted, end, endEverywhere, beginRenewal } = useSessionState();
  const isSignedIn = state.phase === 'signedIn';
  const active = isSignedIn ? state.active : undefined;
  const isShared = isSignedIn && state.isShared;
  useIdle(
    useCallback(() => void end('idle'), [end]),
    isSignedIn,
    isShared,
  );

  const session = useMemo<Session | undefined>(() => {
    if (!active) return undefined;
    return {
      ...active,
      isShared,
      signOut: () => void end('signedOut'),
      signOutEverywhere: endEverywhere,
      beginRenewal,
      expire: () => void end('expired'),
      replaceToken: (token) => {
        if (sessionStorage.getItem(KEPT_TOKEN) !== null) sessionStorage.setItem(KEPT_TOKEN, token);
        active.replaceToken(token);
      },
    };
  }, [active, isShared, end, endEverywhere, beginRenewal]);
  const facts = useMemo<ErrorFacts | undefined>(
    () =>
      active && {
        limits: active.configuration.limits,
        grants: active.permissions.grants,
        maxCreatedDays: active.me.maxCreatedDays,
      },
    [active],
  );
  if (state.phase === 'signedOut')
    return <SignIn signedOut={state.signedOut} lost={state.lost} onSignIn={startPasted} />;
  if (!session) return <Loading />;
  return (
    <QueryClientProvider client={session.queryClient}>
      <SessionContext value={session}>
        <ErrorFactsContext value={facts}>{children}</ErrorFactsContext>
      </SessionContext>
    </QueryClientProvider>
  );
}
