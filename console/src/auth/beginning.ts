import type { SignedIn } from '../api/signIn';
import { storageKey } from '../route/location';
import { responseInAddress } from './response';
import { askForSession, type SharedEnd } from './tabs';

/** Why there is no session. */
export interface SignedOut {
  why?: SharedEnd | 'unreachable' | 'foreign' | 'denied' | 'provider' | 'away' | 'code' | 'person';
  /** The request whose log has the reason. */
  requestId?: string | null;
  /** Until when a token is valid whose deletion has failed. */
  undeletedUntil?: string;
}

/** With what the page begins: a pasted token, a session of all tabs, or none. */
export type Beginning = { token: string } | { session: SignedIn; isNew: boolean } | { signedOut: SignedOut };

/** A pasted token that the user keeps for the tab. */
export const KEPT_TOKEN = storageKey('token');
/** Not a secret: the trust with which the user of the tab has signed in. A reload looks for that session once. */
export const SIGNED_IN_WITH = storageKey('signedIn');

/** Finds out with what the page begins. */
export async function findBeginning(): Promise<Beginning> {
  const response = responseInAddress();
  if (response) return (await import('./signInFlow')).finishSignIn(response);
  const token = sessionStorage.getItem(KEPT_TOKEN);
  if (token !== null) return { token };
  const session = await askForSession();
  if (session) return { session, isNew: false };
  const trust = sessionStorage.getItem(SIGNED_IN_WITH);
  sessionStorage.removeItem(SIGNED_IN_WITH);
  return trust === null ? { signedOut: {} } : (await import('./signInFlow')).resume(trust);
}
