import { afterEach, expect, test, vi } from 'vitest';
import { deleteItself, deleteSessions, listSignInIssuers, redeemCode } from './signIn';

const API = new URL('https://tokens.example.com/e/default/api/');
const ID = `tk0c01.${'A'.repeat(24)}`;
const TOKEN = `${ID}.${'B'.repeat(64)}`;
const GRANT = {
  clientId: 'tokenry-console',
  trust: 'console',
  code: 'the code',
  verifier: 'v'.repeat(43),
  redirectUri: 'https://tokens.example.com/e/default/api/console/signed-in',
};

afterEach(() => void vi.unstubAllGlobals());

/** Responds to requests in this order: a status, a response, or none if the connection is lost. */
function respond(...responses: (number | Response | undefined)[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    requests.push({ url: url.href, init });
    const response = responses.shift();
    if (response === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(typeof response === 'number' ? new Response(null, { status: response }) : response);
  });
  return requests;
}

test('the issuers are read without a token', async () => {
  const issuers = [{ name: 'people' }];
  const requests = respond(Response.json({ issuers }));
  expect(await listSignInIssuers(API)).toEqual(issuers);
  expect(requests).toMatchObject([{ url: `${API.href}v2/signIn`, init: { credentials: 'omit', redirect: 'error' } }]);
  expect(requests[0]?.init.headers).toBeUndefined();
});

test('a code is redeemed with its verifier, as a form and without a token', async () => {
  const session = { id: ID, expirationDate: '2026-03-18T11:00:00.000Z' };
  const requests = respond(Response.json({ access_token: TOKEN, owner: 'jane', ...session }));
  expect(await redeemCode(API, GRANT)).toEqual({ token: TOKEN, ...session });
  expect(requests[0]?.url).toBe(`${API.href}v2/token`);
  expect(requests[0]?.init.headers).toBeUndefined();
  expect(Object.fromEntries(requests[0]?.init.body as URLSearchParams)).toEqual({
    grant_type: 'authorization_code',
    client_id: 'tokenry-console',
    audience: 'console',
    code: 'the code',
    code_verifier: 'v'.repeat(43),
    redirect_uri: GRANT.redirectUri,
  });
});

test.each([
  ['invalid_grant', 'code'],
  ['invalid_request', 'person'],
  ['invalid_scope', 'person'],
])('the error %s concerns the %s', async (error, rejected) => {
  respond(Response.json({ error }, { status: 400, headers: { 'x-amzn-RequestId': 'r1' } }));
  expect(await redeemCode(API, GRANT)).toEqual({ rejected, requestId: 'r1' });
});

test.each([503, 429, 500])('a code is not sent again after the status %d', async (status) => {
  const requests = respond(status);
  await expect(redeemCode(API, GRANT)).rejects.toMatchObject({ status });
  expect(requests).toHaveLength(1);
});

test.each<[string, (number | undefined)[], number | 'deleted']>([
  ['is carried out', [204], 'deleted'],
  ['is not needed', [401], 'deleted'],
  ['has been carried out by another tab', [404], 'deleted'],
  ['is lost once', [undefined, 204], 'deleted'],
  ['is carried out although its response is lost', [undefined, 401], 'deleted'],
  ['fails once', [503, 204], 'deleted'],
  ['is lost twice', [undefined, undefined], 0],
  ['fails twice', [502, 503], 503],
  ['is denied', [403], 403],
])('the deletion of a token by itself %s', async (_, responses, outcome) => {
  const requests = respond(...responses);
  const deletion = deleteItself(API, TOKEN);
  if (outcome === 'deleted') await expect(deletion).resolves.toBeUndefined();
  else await expect(deletion).rejects.toMatchObject({ status: outcome });
  expect(requests).toHaveLength(responses.length);
  expect(requests[0]).toMatchObject({
    url: `${API.href}v2/apiTokens/${ID}`,
    init: { method: 'DELETE', headers: { Authorization: `Api-Token ${TOKEN}` } },
  });
});

test.each<[string, (number | undefined)[], number | 'deleted']>([
  ['is carried out', [204], 'deleted'],
  ['is carried out although its response is lost, because the own session is the last', [undefined, 401], 'deleted'],
  ['is not carried out by a session that has ended', [401], 401],
  ['fails', [503, 503], 503],
])('the deletion of all sessions %s', async (_, responses, outcome) => {
  const requests = respond(...responses);
  const deletion = deleteSessions(API, TOKEN);
  if (outcome === 'deleted') await expect(deletion).resolves.toBeUndefined();
  else await expect(deletion).rejects.toMatchObject({ status: outcome });
  expect(requests[0]).toMatchObject({ url: `${API.href}v2/sessions`, init: { method: 'DELETE' } });
});
