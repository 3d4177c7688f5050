import { listSignInIssuers, redeemCode, type SignInIssuer } from '../api/signIn';
import { allowLeaving } from '../route/leaving';
import { apiUrl, baseUrl, currentView, hrefFor } from '../route/location';
import {
  endSessionUrl,
  prepareSignIn,
  saveAttempt,
  takeResponse,
  type Attempt,
  type PreparedSignIn,
  type Purpose,
} from './authorization';
import type { Beginning, SignedOut } from './beginning';
import { signedInUrl } from './response';
import { broadcast } from './tabs';

/** The console at this address is none of those to which the identity provider returns. */
export class OtherAddressError extends Error {
  constructor(readonly address: string) {
    super(address);
  }
}

/** The errors of `prompt=none` for a user who would have to do something at the identity provider. */
const NEEDS_USER = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];
const AWAY = ['server_error', 'temporarily_unavailable'];

/** What follows leaving the page. */
const never = new Promise<never>(() => undefined);

function prepare(issuer: SignInIssuer, purpose: Purpose): Promise<PreparedSignIn> {
  const uri = issuer.redirectUris.find((one) => one === signedInUrl.href);
  if (uri === undefined) throw new OtherAddressError(new URL('.', issuer.redirectUris[0] ?? baseUrl).href);
  return prepareSignIn(issuer, uri, { purpose, view: currentView() });
}

/** Leaves the page. If the browser shows it again as it was left, it begins anew. */
function leaveTo(url: string): Promise<never> {
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.assign(url);
  return never;
}

/** Sends the user to an identity provider, which returns to the current view. Drafts of forms stay in the tab. */
export async function goToProvider(issuer: SignInIssuer, purpose: 'signIn' | 'resume'): Promise<never> {
  const { attempt, url } = await prepare(issuer, purpose);
  saveAttempt(attempt);
  allowLeaving();
  return leaveTo(url);
}

async function findIssuer(trust: string | undefined): Promise<SignInIssuer | undefined> {
  return (await listSignInIssuers(apiUrl)).find((issuer) => issuer.trust === trust);
}

/** Looks, without showing anything, whether the user is still signed in at the identity provider of a trust. */
export async function resume(trust: string): Promise<Beginning> {
  try {
    const issuer = await findIssuer(trust);
    if (issuer) return await goToProvider(issuer, 'resume');
  } catch {
    // The sign-in page tells what is wrong.
  }
  return { signedOut: {} };
}

/** Signs in again with the identity provider of a trust. */
export async function signInAgain(trust: string | undefined): Promise<void> {
  const issuer = await findIssuer(trust);
  if (issuer) await goToProvider(issuer, 'signIn');
}

/** Prepares the renewal of a session, so that a click can open its window at once. */
export async function prepareRenewal(trust: string | undefined) {
  const issuer = await findIssuer(trust);
  return issuer && prepare(issuer, 'renewal');
}

/** Ends the session at the identity provider as well, if it can. */
export async function endProviderSession(trust: string | undefined): Promise<void> {
  const issuer = await findIssuer(trust).catch(() => undefined);
  const url = issuer && endSessionUrl(issuer, baseUrl);
  if (url) await leaveTo(url);
}

/** Continues with the response of the identity provider. */
export async function finishSignIn(query: URLSearchParams): Promise<Beginning> {
  const response = takeResponse(query);
  if (response.kind === 'foreign') return { signedOut: { why: 'foreign' } };
  const { attempt } = response;
  history.replaceState(null, '', hrefFor(attempt.view));
  const beginning =
    response.kind === 'error'
      ? { signedOut: whyNot(response.error, attempt.purpose) }
      : await redeem(response.code, attempt);
  if (attempt.purpose === 'renewal') {
    if ('session' in beginning) broadcast({ kind: 'session', session: beginning.session });
    else broadcast({ kind: 'notRenewed', signsIn: beginning.signedOut.why === undefined });
    close();
  }
  return beginning;
}

function whyNot(error: string, purpose: Purpose): SignedOut {
  if (purpose !== 'signIn' && NEEDS_USER.includes(error)) return {};
  if (error === 'access_denied') return { why: 'denied' };
  return { why: AWAY.includes(error) ? 'away' : 'provider' };
}

async function redeem(code: string, attempt: Attempt): Promise<Exclude<Beginning, { token: string }>> {
  try {
    const result = await redeemCode(apiUrl, { code, ...attempt });
    if ('rejected' in result) return { signedOut: { why: result.rejected, requestId: result.requestId } };
    return { session: result, isNew: true };
  } catch {
    return { signedOut: { why: 'away' } };
  }
}
