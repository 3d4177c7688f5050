import type { SignInIssuer } from '../api/signIn';
import { storageKey } from '../route/location';

/** How long a user may take at the identity provider. */
export const MAX_AGE_MS = 10 * 60_000;
const KEY = storageKey('signIn');

/**
 * Why a user is sent to the identity provider: to sign in; `resume`: to see whether the user is still signed in there,
 * after a reload; `renewal`: the same, in a window of its own, for a session that ends soon.
 */
export type Purpose = 'signIn' | 'resume' | 'renewal';

/** A sign-in for which the response of the identity provider is awaited, kept in the session storage of its window. */
export interface Attempt {
  state: string;
  verifier: string;
  trust: string;
  clientId: string;
  redirectUri: string;
  /** The issuer whose responses are accepted. */
  issuer: string;
  purpose: Purpose;
  /** The view that was asked for, with its query. */
  view: string;
  startedAt: number;
}

/** A sign-in, and the URL of the identity provider to which the user goes. */
export interface PreparedSignIn {
  attempt: Attempt;
  url: string;
}

export type ProviderResponse =
  /** To another window, or to a request that is too old. */
  | { kind: 'foreign' }
  | { kind: 'error'; error: string; attempt: Attempt }
  | { kind: 'code'; code: string; attempt: Attempt };

/** Starts a sign-in. Returns it with the URL of the identity provider, to which the user goes next. */
export async function prepareSignIn(
  issuer: SignInIssuer,
  redirectUri: string,
  { purpose, view }: Pick<Attempt, 'purpose' | 'view'>,
): Promise<PreparedSignIn> {
  const [state, verifier] = [randomText(), randomText()];
  const url = new URL(issuer.authorizationEndpoint);
  const parameters: Record<string, string> = {
    response_type: 'code',
    client_id: issuer.clientId,
    redirect_uri: redirectUri,
    scope: issuer.scope,
    state,
    code_challenge: await digest(verifier),
    code_challenge_method: 'S256',
    // The service computes it from the verifier, and so knows that the id token was issued for this request.
    nonce: await digest(`tokenry/nonce/${verifier}`),
    ...(purpose !== 'signIn' && { prompt: 'none' }),
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  const { trust, clientId, issuer: iss } = issuer;
  const startedAt = Date.now();
  return {
    attempt: { state, verifier, trust, clientId, redirectUri, issuer: iss, purpose, view, startedAt },
    url: url.href,
  };
}

export function saveAttempt(attempt: Attempt) {
  sessionStorage.setItem(KEY, JSON.stringify(attempt));
}

/** Returns what the identity provider has responded to the sign-in of this window, which it ends. */
export function takeResponse(query: URLSearchParams): ProviderResponse {
  const attempt = takeAttempt();
  const [state, code, error, issuer] = ['state', 'code', 'error', 'iss'].map((name) => query.get(name));
  if (!attempt || state !== attempt.state || Date.now() - attempt.startedAt > MAX_AGE_MS) return { kind: 'foreign' };
  if (issuer && issuer !== attempt.issuer) return { kind: 'foreign' };
  if (error) return { kind: 'error', error, attempt };
  return code ? { kind: 'code', code, attempt } : { kind: 'foreign' };
}

function takeAttempt(): Attempt | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Attempt | null) ?? undefined;
  } catch {
    return undefined;
  } finally {
    sessionStorage.removeItem(KEY);
  }
}

/** Returns the URL at which the identity provider ends its own session, and then returns to the console. */
export function endSessionUrl({ endSessionEndpoint, clientId }: SignInIssuer, returnTo: URL): string | undefined {
  if (endSessionEndpoint === undefined) return undefined;
  const url = new URL(endSessionEndpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', returnTo.href);
  // What Amazon Cognito calls the same, and requires.
  url.searchParams.set('logout_uri', returnTo.href);
  return url.href;
}

/** 256 random bits. */
function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function digest(text: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
