// Tests the vendor's own client for JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sdk from '@dynatrace-sdk/client-classic-environment-v2';
import http from '@dynatrace-sdk/http-client';

const { TOKENRY_ORIGIN: origin, TOKENRY_TOKEN: administrator } = process.env;
const TOKEN_VALUE = /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;

const createClient = (token, scheme = 'Bearer') =>
  new sdk.AccessTokensApiTokensClient(
    new http.PlatformHttpClient({ baseUrl: origin, defaultHeaders: { Authorization: `${scheme} ${token}` } }),
  );
const tokens = createClient(administrator);
const create = (name, more = {}) => tokens.createApiToken({ body: { name, scopes: ['metrics.read'], ...more } });
const ids = (page) => page.apiTokens.map((each) => each.id);
const near = (date, milliseconds) => Math.abs(new Date(date) - milliseconds) < 60_000;

/** Asserts that a call fails with the client's own error and the message of the response; returns the error object. */
async function assertRejected(call, status) {
  const failure = await call.then(
    () => assert.fail('was not rejected'),
    (thrown) => thrown,
  );
  assert.ok(failure.isClientRequestError && failure.response.status === status, String(failure));
  const { error } = await failure.response.body('json');
  assert.equal(error.code, status);
  assert.ok(failure.message.includes(error.message), failure.message);
  return error;
}

/** Uses a token until its last use is recorded, which not every call does. */
async function use({ id, token }) {
  for (let i = 0; i < 10; i++) {
    if ((await createClient(token).getApiToken({ id })).lastUsedDate) return;
  }
  assert.fail('no last use was recorded');
}

test('creates a token that expires', async () => {
  const created = await create('expires', { expirationDate: 'now+14d', personalAccessToken: false });
  assert.match(created.token, TOKEN_VALUE);
  assert.ok(created.token.startsWith(`${created.id}.`));
  assert.ok(near(created.expirationDate, Date.now() + 14 * 86_400_000));
});

test('creates a token that never expires', async () => {
  assert.equal((await create('never expires')).expirationDate, undefined);
});

test('gets a token', async () => {
  const created = await create('to be read', { expirationDate: 'now+1h' });
  const got = await tokens.getApiToken({ id: created.id });
  assert.deepEqual(
    [got.id, got.name, got.enabled, got.scopes, got.personalAccessToken, got.expirationDate],
    [created.id, 'to be read', true, ['metrics.read'], false, created.expirationDate],
  );
  assert.ok(got.owner && near(got.creationDate, Date.now()));
  assert.ok(!('token' in got));
});

test('authenticates with a created token by either scheme', async () => {
  const reader = await create('reader', { scopes: ['apiTokens.read'] });
  for (const scheme of ['Bearer', 'Api-Token']) {
    assert.ok(ids(await createClient(reader.token, scheme).listApiTokens()).includes(reader.id));
  }
});

test('lists newest first, without a parameter', async () => {
  const created = await create('newest');
  const page = await tokens.listApiTokens();
  assert.deepEqual([page.pageSize, page.nextPageKey ?? null, page.totalCount], [200, null, page.apiTokens.length]);
  assert.deepEqual(Object.keys(page.apiTokens[0]).sort(), ['creationDate', 'enabled', 'id', 'name', 'owner']);
  assert.equal(page.apiTokens[0].id, created.id);
});

test('lists page after page', async () => {
  const created = [];
  for (let i = 0; i < 5; i++) created.unshift((await create(`page ${i}`)).id);
  const listed = [];
  let page = await tokens.listApiTokens({ pageSize: 2 });
  const { totalCount } = page;
  for (;;) {
    assert.ok(page.apiTokens.length <= 2 && page.pageSize === 2);
    listed.push(...ids(page));
    if (!page.nextPageKey) break;
    page = await tokens.listApiTokens({ nextPageKey: page.nextPageKey });
  }
  assert.deepEqual(listed.slice(0, 5), created);
  assert.deepEqual([listed.length, new Set(listed).size], [totalCount, totalCount]);
});

test('lists selected tokens page after page, sorted, with the requested fields', async () => {
  const created = [];
  for (const name of ['b', 'C', 'a']) created.push(await create(name, { scopes: ['releases.read'] }));
  const parameters = { apiTokenSelector: 'scope("releases.read"), personalAccessToken(false)', sort: 'name' };
  const first = await tokens.listApiTokens({ ...parameters, fields: '+scopes,-owner', pageSize: 2 });
  const rest = await tokens.listApiTokens({ nextPageKey: first.nextPageKey });
  const all = [...first.apiTokens, ...rest.apiTokens];
  assert.deepEqual(all.map((each) => each.name), ['a', 'b', 'C']);
  assert.ok(all.every((each) => each.scopes[0] === 'releases.read' && !('owner' in each)));
  for (const { id } of created) await tokens.deleteApiToken({ id });
});

test('lists tokens used in a period', async () => {
  const used = await create('used', { scopes: ['apiTokens.read'] });
  const unused = await create('unused', { scopes: ['apiTokens.read'] });
  await use(used);
  for (const from of ['now-1h', new Date(Date.now() - 3_600_000).toISOString(), `${Date.now() - 3_600_000}`]) {
    const found = ids(await tokens.listApiTokens({ from, to: 'now', fields: '+lastUsedDate' }));
    assert.ok(found.includes(used.id) && !found.includes(unused.id), from);
  }
});

test('updates a token', async () => {
  const { id } = await create('old name');
  await tokens.updateApiToken({ id, body: { name: 'new name', enabled: false, scopes: ['slo.read'] } });
  const got = await tokens.getApiToken({ id });
  assert.deepEqual([got.name, got.enabled, got.scopes], ['new name', false, ['slo.read']]);
  assert.ok(near(got.modifiedDate, Date.now()));
});

test('updates a token with all fields of the response', async () => {
  const { id } = await create('as it is', { expirationDate: 'now+1d' });
  const got = await tokens.getApiToken({ id });
  await tokens.updateApiToken({ id, body: { ...got, name: 'renamed' } });
  const { modifiedDate, ...rest } = await tokens.getApiToken({ id });
  assert.deepEqual(rest, { ...got, name: 'renamed' });
  assert.ok(near(modifiedDate, Date.now()));
});

test('looks a token up', async () => {
  const created = await create('looked up');
  const got = await tokens.lookupApiToken({ body: { token: created.token } });
  assert.deepEqual([got.id, got.name, got.scopes], [created.id, 'looked up', ['metrics.read']]);
  await tokens.deleteApiToken({ id: created.id });
  await assertRejected(tokens.lookupApiToken({ body: { token: created.token } }), 404);
});

test('deletes a token', async () => {
  const created = await create('deleted', { scopes: ['apiTokens.read'] });
  await tokens.deleteApiToken({ id: created.id });
  await assertRejected(tokens.getApiToken({ id: created.id }), 404);
  await assertRejected(createClient(created.token).listApiTokens(), 401);
});

test('reports errors', async () => {
  const body = { name: 'wrong', scopes: ['metrics.read', 'metrics.reed'], expirationDate: 'soon' };
  const { constraintViolations } = await assertRejected(tokens.createApiToken({ body }), 400);
  const { PayloadBody } = sdk.ConstraintViolationParameterLocation;
  assert.deepEqual(constraintViolations.map((each) => [each.path, each.parameterLocation]).sort(), [
    ['expirationDate', PayloadBody],
    ['scopes[1]', PayloadBody],
  ]);
  const reader = await create('reads only', { scopes: ['apiTokens.read'] });
  const { message } = await assertRejected(createClient(reader.token).deleteApiToken({ id: reader.id }), 403);
  assert.match(message, /apiTokens\.write/);
});
