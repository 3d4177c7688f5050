import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Problem } from '../api/problem';
import { Loading } from '../app/Loading';
import { useIdle } from './idle';
import { clientWith, open, type Opened } from './open';
import { SignIn, type Reason } from './SignIn';

export interface Session extends Opened {
  signOut(): void;
  /** Goes on with the token in use after that was given a new secret, at once: the old one would end the session. */
  goOnWith(token: string): void;
}

const KEPT = 'tokenry.token';
const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('only within SignedIn');
  return session;
}

/** Shows its content to those who showed a token, and asks all others for one. */
export function SignedIn({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened>();
  const [reason, setReason] = useState<Reason>();
  const [resuming, setResuming] = useState(() => sessionStorage.getItem(KEPT) !== null);

  const leave = useCallback((why?: Reason) => {
    sessionStorage.removeItem(KEPT);
    setOpened(undefined);
    setReason(why);
  }, []);
  const show = useCallback(
    async (token: string) => {
      let signedIn = false;
      const next = await open(token, () => signedIn && leave('refused'));
      signedIn = true;
      setOpened(next);
      setReason(undefined);
    },
    [leave],
  );

  useEffect(() => {
    const kept = sessionStorage.getItem(KEPT);
    if (kept === null) return;
    open(kept, () => leave('refused'))
      .then(setOpened, (fault: unknown) =>
        leave(fault instanceof Problem && fault.status === 401 ? 'refused' : 'unreachable'),
      )
      .finally(() => setResuming(false));
  }, [leave]);
  useIdle(
    useCallback(() => leave('idle'), [leave]),
    opened !== undefined,
  );

  const session = useMemo(
    () =>
      opened && {
        ...opened,
        signOut: () => leave(),
        goOnWith: (token: string) => {
          if (sessionStorage.getItem(KEPT) !== null) sessionStorage.setItem(KEPT, token);
          setOpened({ ...opened, client: clientWith(token, () => leave('refused')) });
        },
      },
    [opened, leave],
  );
  if (resuming) return <Loading />;
  if (!session) {
    const signIn = async (token: string, keep: boolean) => {
      await show(token);
      if (keep) sessionStorage.setItem(KEPT, token);
    };
    return <SignIn reason={reason} onSignIn={signIn} />;
  }
  return <SessionContext value={session}>{children}</SessionContext>;
}
