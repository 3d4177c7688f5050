import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SignInIssuer } from '../api/signIn';
import { endSessionUrl, MAX_AGE_MS, prepareSignIn, saveAttempt, takeResponse, type Attempt } from './authorization';

const NOW = Date.parse('2026-03-18T10:00:00Z');
const REDIRECT_URI = 'https://tokens.example.com/api/console/signed-in';
const issuer: SignInIssuer = {
  name: 'people',
  label: 'Acme',
  trust: 'console',
  issuer: 'https://login.example.com',
  authorizationEndpoint: 'https://login.example.com/authorize?tenant=acme',
  endSessionEndpoint: 'https://login.example.com/logout',
  clientId: 'tokenry-console',
  scope: 'openid email',
  redirectUris: [REDIRECT_URI],
};

vi.mock('../route/location', () => ({ storageKey: (name: string) => `tokenry.${name}` }));

const items = new Map<string, string>();
beforeEach(() => {
  items.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => void vi.useRealTimers());

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

async function begin(): Promise<Attempt> {
  const { attempt } = await prepareSignIn(issuer, REDIRECT_URI, {
    purpose: 'signIn',
    view: 'tokens?page=2',
  });
  saveAttempt(attempt);
  return attempt;
}

const respond = (parameters: Record<string, string>) => takeResponse(new URLSearchParams(parameters));

test('a request to the provider is bound to this window by state, challenge and nonce', async () => {
  const { attempt, url } = await prepareSignIn(issuer, REDIRECT_URI, { purpose: 'signIn', view: '' });
  const { origin, pathname, searchParams } = new URL(url);
  expect(origin + pathname).toBe('https://login.example.com/authorize');
  expect(Object.fromEntries(searchParams)).toEqual({
    tenant: 'acme',
    response_type: 'code',
    client_id: 'tokenry-console',
    redirect_uri: REDIRECT_URI,
    scope: 'openid email',
    state: attempt.state,
    code_challenge: sha256(attempt.verifier),
    code_challenge_method: 'S256',
    nonce: sha256(`tokenry/nonce/${attempt.verifier}`),
  });
  expect(attempt.verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(attempt.state).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const { attempt: next } = await prepareSignIn(issuer, REDIRECT_URI, { purpose: 'signIn', view: '' });
  expect(new Set([attempt.state, attempt.verifier, next.state, next.verifier]).size).toBe(4);
});

test.each([
  ['signIn', null],
  ['resume', 'none'],
  ['renewal', 'none'],
] as const)('the purpose %s has the prompt %s', async (purpose, prompt) => {
  const { url } = await prepareSignIn(issuer, REDIRECT_URI, { purpose, view: '' });
  expect(new URL(url).searchParams.get('prompt')).toBe(prompt);
});

test('a response to this window continues with its view, once', async () => {
  const attempt = await begin();
  expect(respond({ code: 'c', state: attempt.state })).toEqual({ kind: 'code', code: 'c', attempt });
  expect(attempt.view).toBe('tokens?page=2');
  expect(respond({ code: 'c', state: attempt.state })).toEqual({ kind: 'foreign' });
  expect(items.size).toBe(0);
});

test('an error of the provider is one of this window as well', async () => {
  const attempt = await begin();
  expect(respond({ error: 'access_denied', state: attempt.state })).toEqual({
    kind: 'error',
    error: 'access_denied',
    attempt,
  });
});

test.each<[string, (attempt: Attempt) => Record<string, string>]>([
  ['with the state of another window', () => ({ code: 'c', state: 'other' })],
  ['with an error for another window', () => ({ error: 'access_denied', state: 'other' })],
  ['without a state', () => ({ code: 'c' })],
  ['without a code', ({ state }) => ({ state })],
  ['with an empty code', ({ state }) => ({ state, code: '' })],
  ['of another issuer', ({ state }) => ({ code: 'c', state, iss: 'https://evil.example.com' })],
  ['of the issuer in another spelling', ({ state }) => ({ code: 'c', state, iss: 'https://login.example.com/' })],
])('a response %s is foreign, and ends the sign-in', async (_, parameters) => {
  const attempt = await begin();
  expect(respond(parameters(attempt))).toEqual({ kind: 'foreign' });
  expect(respond({ code: 'c', state: attempt.state })).toEqual({ kind: 'foreign' });
});

test('a response that names the issuer is accepted', async () => {
  const { state } = await begin();
  expect(respond({ code: 'c', state, iss: 'https://login.example.com' }).kind).toBe('code');
});

test.each([
  [MAX_AGE_MS, 'code'],
  [MAX_AGE_MS + 1, 'foreign'],
])('after %d ms, a response is %s', async (age, kind) => {
  const { state } = await begin();
  vi.setSystemTime(NOW + age);
  expect(respond({ code: 'c', state }).kind).toBe(kind);
});

test('a window that has asked for nothing, or whose storage is damaged, gets no response', () => {
  expect(respond({ code: 'c', state: 's' })).toEqual({ kind: 'foreign' });
  items.set('tokenry.signIn', '{"state":');
  expect(respond({ code: 'c', state: 's' })).toEqual({ kind: 'foreign' });
});

test('the session at the provider ends with the way back', () => {
  const returnTo = new URL('https://tokens.example.com/api/console/');
  expect(endSessionUrl(issuer, returnTo)).toBe(
    'https://login.example.com/logout?client_id=tokenry-console&post_logout_redirect_uri=https%3A%2F%2Ftokens.example.com%2Fapi%2Fconsole%2F&logout_uri=https%3A%2F%2Ftokens.example.com%2Fapi%2Fconsole%2F',
  );
  expect(endSessionUrl({ ...issuer, endSessionEndpoint: undefined }, returnTo)).toBeUndefined();
});
