import { ApiError, toApiError } from './error';
import { isUnanswered } from './lostWrites';

/** An identity provider with which people sign in, and the trust that gives them tokens. */
export interface SignInIssuer {
  name: string;
  label: string;
  trust: string;
  /** The `iss` of its responses, if they have one. */
  issuer: string;
  authorizationEndpoint: string;
  endSessionEndpoint?: string;
  clientId: string;
  scope: string;
  redirectUris: string[];
}

/** An authorization code, and what proves that it was requested here. */
export interface CodeGrant {
  clientId: string;
  trust: string;
  code: string;
  verifier: string;
  redirectUri: string;
}

/** The token that a code gives. */
export interface SignedIn {
  token: string;
  id: string;
  expirationDate: string;
}

/** Why a code gives no token: the provider does not accept it, or the person may not sign in. */
export type CodeRejection = { rejected: 'code' | 'person'; requestId: string | null };

const MAX_WAIT_MS = 10_000;
/** Redeeming a code waits for the identity provider. */
const MAX_REDEMPTION_MS = 40_000;

async function send(url: URL, init: RequestInit, maxWait = MAX_WAIT_MS): Promise<Response> {
  try {
    return await fetch(url, {
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(maxWait),
      ...init,
    });
  } catch (error) {
    throw new ApiError(0, String(error));
  }
}

/** Returns with whom people sign in. No token is needed. */
export async function listSignInIssuers(api: URL): Promise<SignInIssuer[]> {
  const response = await send(new URL('v2/signIn', api), {});
  if (!response.ok) throw await toApiError(response);
  return ((await response.json()) as { issuers: SignInIssuer[] }).issuers;
}

/** Redeems an authorization code. The service asks the identity provider, so that no id token enters the page. */
export async function redeemCode(api: URL, grant: CodeGrant): Promise<SignedIn | CodeRejection> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: grant.clientId,
    audience: grant.trust,
    code: grant.code,
    code_verifier: grant.verifier,
    redirect_uri: grant.redirectUri,
  });
  const response = await send(new URL('v2/token', api), { method: 'POST', body, cache: 'no-store' }, MAX_REDEMPTION_MS);
  if (response.ok) {
    const { access_token: token, id, expirationDate } = (await response.json()) as SignedIn & { access_token: string };
    return { token, id, expirationDate };
  }
  if (response.status !== 400) throw await toApiError(response);
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  return {
    rejected: error === 'invalid_grant' ? 'code' : 'person',
    requestId: response.headers.get('x-amzn-RequestId'),
  };
}

/**
 * Sends a deletion that the token authenticates and that deletes the token as well. It is sent again if its response is
 * lost; then, a token that is not accepted is deleted.
 */
async function deleteWith(token: string, url: URL): Promise<'deleted' | 'rejected'> {
  const headers = { Authorization: `Api-Token ${token}` };
  for (let isRepeated = false; ; isRepeated = true) {
    try {
      const response = await send(url, { method: 'DELETE', headers, cache: 'no-store', keepalive: true });
      if (response.ok) return 'deleted';
      // Another tab can have deleted it at the same time.
      if (response.status === 404) return 'deleted';
      if (response.status === 401) return isRepeated ? 'deleted' : 'rejected';
      throw await toApiError(response);
    } catch (error) {
      if (isRepeated || !isUnanswered(error)) throw error;
    }
  }
}

/** Deletes a token, which authenticates its own deletion. One that is no longer accepted needs none. */
export async function deleteItself(api: URL, token: string): Promise<void> {
  await deleteWith(token, new URL(`v2/apiTokens/${token.slice(0, token.lastIndexOf('.'))}`, api));
}

/** Deletes all sessions of the user of a session. */
export async function deleteSessions(api: URL, token: string): Promise<void> {
  // Without its own token, nothing tells what became of the other sessions.
  if ((await deleteWith(token, new URL('v2/sessions', api))) === 'rejected') throw new ApiError(401, 'Rejected');
}
