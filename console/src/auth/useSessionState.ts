import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/error';
import { deleteItself, deleteSessions, type SignedIn } from '../api/signIn';
import { unsavedTokens } from '../dialogs/unsavedTokens';
import { apiUrl } from '../route/location';
import { findBeginning, KEPT_TOKEN, SIGNED_IN_WITH, type SignedOut } from './beginning';
import { renewSession, startSession, type ActiveSession } from './session';
import { listen, setHasSession, broadcast, type SharedEnd } from './tabs';

export type SessionState =
  | { phase: 'starting' }
  | { phase: 'signedIn'; active: ActiveSession; isShared: boolean }
  /** `lost`: the names of the tokens whose new value was lost when the session ended. */
  | { phase: 'signedOut'; signedOut: SignedOut; lost: string[] };

/** How long other tabs may still use a session that was replaced. */
const REPLACED_MS = 10_000;

/** The session of this tab: of a pasted token, which no other tab knows, or one that all tabs share. */
export function useSessionState() {
  const [state, setState] = useState<SessionState>({ phase: 'starting' });
  const shared = useRef<SignedIn>(undefined);
  const ended = useRef(new Set<string>());
  const begun = useRef(false);
  const renews = useRef(false);

  /** Forgets the session in this tab. */
  const forget = useCallback(() => {
    if (shared.current) ended.current.add(shared.current.id);
    shared.current = undefined;
    setHasSession(false);
    sessionStorage.removeItem(KEPT_TOKEN);
    sessionStorage.removeItem(SIGNED_IN_WITH);
  }, []);

  /** Ends the session in this tab. */
  const leave = useCallback(
    (signedOut: SignedOut = {}, lost = unsavedTokens()) => {
      forget();
      setState({ phase: 'signedOut', signedOut, lost });
    },
    [forget],
  );

  /** Tells the tabs that share the session that it has ended. */
  const announce = useCallback((why: SharedEnd, undeletedUntil?: string) => {
    if (shared.current) broadcast({ kind: 'ended', id: shared.current.id, why, undeletedUntil });
  }, []);

  const startPasted = useCallback(
    async (token: string, keep: boolean) => {
      let signedIn = false;
      // Until the session has started, a rejected token is an error of the form and ends no session.
      const active = await startSession(token, () => signedIn && leave({ why: 'rejected' }));
      signedIn = true;
      setState({ phase: 'signedIn', active, isShared: false });
      if (keep) sessionStorage.setItem(KEPT_TOKEN, token);
    },
    [leave],
  );

  const startShared = useCallback(
    async (session: SignedIn) => {
      const active = await startSession(session.token, () => {
        if (!shared.current) return;
        announce('rejected');
        leave({ why: 'rejected' });
      });
      shared.current = session;
      setHasSession(true);
      if (active.me.trust !== undefined) sessionStorage.setItem(SIGNED_IN_WITH, active.me.trust);
      setState({ phase: 'signedIn', active, isShared: true });
    },
    [announce, leave],
  );

  useEffect(() => {
    // An authorization code can be redeemed only once.
    if (begun.current) return;
    begun.current = true;
    const begin = async () => {
      const beginning = await findBeginning();
      if ('signedOut' in beginning) return leave(beginning.signedOut);
      if ('token' in beginning) return startPasted(beginning.token, false);
      await startShared(beginning.session);
      if (beginning.isNew) broadcast({ kind: 'session', session: beginning.session });
    };
    begin().catch((error: unknown) =>
      leave({ why: error instanceof ApiError && error.status === 401 ? 'rejected' : 'unreachable' }),
    );
  }, [leave, startPasted, startShared]);

  /** Continues with a session that another tab has started. */
  const adopt = useCallback(
    async (session: SignedIn) => {
      if (ended.current.has(session.id) || session.id === shared.current?.id) return;
      if (state.phase === 'signedOut') return startShared(session);
      if (state.phase !== 'signedIn' || !shared.current || session.expirationDate <= shared.current.expirationDate)
        return;
      const active = await renewSession(state.active, session.token);
      // The identity provider has signed in another user, whose session nothing here would end.
      if (!active && renews.current) deleteLater(session);
      if (!active) return;
      if (renews.current) deleteLater(shared.current);
      renews.current = false;
      shared.current = session;
      setState({ phase: 'signedIn', active, isShared: true });
    },
    [state, startShared],
  );

  useEffect(
    () =>
      listen((message) => {
        if (message.kind === 'ask' && shared.current) broadcast({ kind: 'session', session: shared.current });
        // A session that is not accepted changes nothing.
        if (message.kind === 'session') adopt(message.session).catch(() => undefined);
        if (message.kind === 'ended' && message.id === shared.current?.id)
          leave({ why: message.why, undeletedUntil: message.undeletedUntil });
      }),
    [adopt, leave],
  );

  const trust = state.phase === 'signedIn' ? state.active.me.trust : undefined;

  /** Ends a shared session whose token is dealt with in all tabs, and at the identity provider if the user asked for it. */
  const endShared = useCallback(
    async (why: SharedEnd, lost: string[], undeletedUntil?: string) => {
      setState({ phase: 'starting' });
      announce(why, undeletedUntil);
      forget();
      const isAsked = why === 'signedOut';
      if (isAsked && !undeletedUntil) await (await import('./signInFlow')).endProviderSession(trust);
      leave({ why: isAsked ? undefined : why, undeletedUntil }, lost);
    },
    [announce, forget, leave, trust],
  );

  /** Ends the session. The token of a shared one is deleted; if that fails, the sign-in page says so. */
  const end = useCallback(
    async (why: SharedEnd) => {
      const session = shared.current;
      if (!session) return leave(why === 'signedOut' ? {} : { why });
      const lost = unsavedTokens();
      // Views would report that the token is no longer valid.
      setState({ phase: 'starting' });
      const isGone =
        why === 'expired' ||
        (await deleteItself(apiUrl, session.token).then(
          () => true,
          () => false,
        ));
      await endShared(why, lost, isGone ? undefined : session.expirationDate);
    },
    [leave, endShared],
  );

  /** Deletes all sessions of the user, also those of other browsers. */
  const endEverywhere = useCallback(async () => {
    if (!shared.current) return;
    await deleteSessions(apiUrl, shared.current.token);
    await endShared('signedOut', unsavedTokens());
  }, [endShared]);

  /** Makes this tab the one that renews the session, and that deletes the session which was replaced. */
  const beginRenewal = useCallback(() => {
    renews.current = true;
  }, []);

  return { state, startPasted, end, endEverywhere, beginRenewal };
}

/** Deletes a session that was replaced, once all tabs continue with the next one. */
function deleteLater({ token }: SignedIn) {
  setTimeout(() => void deleteItself(apiUrl, token).catch(() => undefined), REPLACED_MS);
}
