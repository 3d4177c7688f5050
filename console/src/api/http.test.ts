import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClient, type Token, type Versioned } from './client';
import { ApiError } from './error';
import { createHttpClient } from './http';

const sent: Request[] = [];

function clientThatReceives(response: () => Response | Promise<Response>, events: string[] = []) {
  sent.length = 0;
  vi.stubGlobal('fetch', (request: Request, { signal }: RequestInit) => {
    sent.push(request);
    const aborted = new Promise<Response>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    );
    return Promise.race([Promise.resolve().then(response), aborted]);
  });
  let token = 'first';
  const http = createHttpClient({
    baseUrl: new URL('http://localhost/api/'),
    token: () => token,
    onUnauthorized: () => events.push('unauthorized'),
    onWrite: () => events.push('write'),
  });
  return { client: createClient(http), replaceToken: (next: string) => (token = next) };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a request carries the token in use at the time, and nothing of the browser', async () => {
  const { client, replaceToken } = clientThatReceives(() => Response.json({ id: 'x' }, { headers: { ETag: '"1"' } }));
  expect(await client.getToken('tk0c01.A')).toEqual({ data: { id: 'x' }, etag: '"1"' });
  replaceToken('second');
  await client.getToken('tk0c01.A');
  expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual(['Api-Token first', 'Api-Token second']);
  expect(sent[0]).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' });
});

test('paths and parameters are encoded, and absent parameters are left out', async () => {
  const { client } = clientThatReceives(() => Response.json({ users: [] }));
  await client.getUser('sam@example.org');
  await client.listUsers({ text: 'a+b & c', pageSize: undefined });
  expect(sent.map(({ url }) => url)).toEqual([
    'http://localhost/api/v2/users/sam%40example.org',
    'http://localhost/api/v2/users?text=a%2Bb%20%26%20c',
  ]);
});

test('an update sends the version that was read, and reports that something has changed', async () => {
  const events: string[] = [];
  const { client } = clientThatReceives(() => new Response(null, { status: 204 }), events);
  await client.deleteToken('tk0c01.A', '"7"');
  await client.deleteUser('jane');
  expect(sent.map(({ headers }) => headers.get('If-Match'))).toEqual(['"7"', null]);
  expect(events).toEqual(['write', 'write']);
});

test('a project is created only if there is none with its name', async () => {
  const { client } = clientThatReceives(() =>
    Response.json({ name: 'web' }, { status: 201, headers: { ETag: '"1"' } }),
  );
  expect(await client.createProject('web', 'The web site')).toEqual({ data: { name: 'web' }, etag: '"1"' });
  expect(sent[0]?.headers.get('If-None-Match')).toBe('*');
  expect(await sent[0]?.json()).toEqual({ displayName: 'The web site' });
});

test('an error response is thrown, and a rejected token is reported', async () => {
  const events: string[] = [];
  const envelope = { error: { code: 401, message: 'no' } };
  const { client } = clientThatReceives(() => Response.json(envelope, { status: 401 }), events);
  await expect(client.deleteToken('tk0c01.A')).rejects.toMatchObject({ status: 401, message: 'no' });
  expect(events).toEqual(['write', 'unauthorized']);
});

test('a violation carries the value that was sent', async () => {
  const constraintViolations = [{ path: 'leads[1]', reason: 'unknown-project', message: 'x' }];
  const { client } = clientThatReceives(() =>
    Response.json({ error: { code: 400, message: 'x', constraintViolations } }, { status: 400 }),
  );
  await expect(client.putUser('jane', { scopes: [], leads: ['web', 'nope'] })).rejects.toMatchObject({
    violations: [{ path: 'leads[1]', value: 'nope' }],
  });
});

test('a response that never arrives is an error with status 0', async () => {
  const { client } = clientThatReceives(() => {
    throw new TypeError('Failed to fetch');
  });
  await expect(client.listScopes()).rejects.toBeInstanceOf(ApiError);
  await expect(client.listScopes()).rejects.toMatchObject({ status: 0 });
});

test('a response that does not arrive for long is regarded as lost', async () => {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
  const { client } = clientThatReceives(() => new Promise(() => undefined));
  const scopes = client.listScopes();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  timeout.abort(new DOMException('timed out', 'TimeoutError'));
  await expect(scopes).rejects.toMatchObject({ status: 0 });
});

test('a request that is given up is no error of the API', async () => {
  const { client } = clientThatReceives(() => {
    throw new DOMException('aborted', 'AbortError');
  });
  await expect(client.getToken('tk0c01.A', AbortSignal.abort())).rejects.not.toBeInstanceOf(ApiError);
});

describe('a regeneration whose response is lost is repeated with its key and version, which tell', () => {
  const token = { data: { id: 'tk0c01.A', regeneratedDate: '2026-01-01T00:00:00Z' }, etag: '"1"' } as Versioned<Token>;
  const error = (code: number) => Response.json({ error: { code, message: 'x' } }, { status: code });

  async function outcome(second: Response) {
    vi.useFakeTimers();
    let calls = 0;
    const { client } = clientThatReceives(() => (calls++ === 0 ? error(502) : second));
    const result = client.regenerateToken(token, { overlapSeconds: 0, key: 'k', itself: false }).then(
      (issued: { token?: string }) => issued.token,
      (reason: { effect?: string; status?: number }) => reason.effect ?? reason.status,
    );
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(sent.map(({ headers }) => [headers.get('Idempotency-Key'), headers.get('If-Match')])).toEqual([
      ['k', '"1"'],
      ['k', '"1"'],
    ]);
    return result;
  }

  test.each([
    ['that it never arrived: it is carried out now', Response.json({ token: 'new' }), 'new'],
    ['that it was carried out', Response.json({}, { headers: { 'Idempotency-Replayed': 'true' } }), 'regenerated'],
    ['that another user has changed the token', error(412), 412],
  ])('%s', async (_, second, expected) => {
    expect(await outcome(second)).toBe(expected);
  });
});
