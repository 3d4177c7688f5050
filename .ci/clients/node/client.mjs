// Does with the vendor's own client for JavaScript what its users do. Each check prints `ok - ` or `not ok - `, its
// sentence, and why not.
import assert from 'node:assert/strict';
import sdk from '@dynatrace-sdk/client-classic-environment-v2';
import http from '@dynatrace-sdk/http-client';

const { TOKENRY_ORIGIN: origin, TOKENRY_TOKEN: administrator } = process.env;
const WHOLE = /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;

const clientOf = (token, scheme = 'Bearer') =>
  new sdk.AccessTokensApiTokensClient(
    new http.PlatformHttpClient({ baseUrl: origin, defaultHeaders: { Authorization: `${scheme} ${token}` } }),
  );
const tokens = clientOf(administrator);
const create = (name, more = {}) => tokens.createApiToken({ body: { name, scopes: ['metrics.read'], ...more } });
const ids = (page) => page.apiTokens.map((each) => each.id);
const near = (date, milliseconds) => Math.abs(new Date(date) - milliseconds) < 60_000;

/** Fails unless the call does, as the client's own error with our words in it; gives what the envelope holds. */
async function refused(call, status) {
  const problem = await call.then(
    () => assert.fail('was not refused'),
    (thrown) => thrown,
  );
  assert.ok(problem.isClientRequestError && problem.response.status === status, String(problem));
  const { error } = await problem.response.body('json');
  assert.equal(error.code, status);
  assert.ok(problem.message.includes(error.message), problem.message);
  return error;
}

/** Uses a token until that is noted, as it need not be each time. */
async function use({ id, token }) {
  for (let i = 0; i < 10; i++) {
    if ((await clientOf(token).getApiToken({ id })).lastUsedDate) return;
  }
  assert.fail('no use was noted');
}

const checks = {
  async 'creates a token that expires'() {
    const created = await create('expires', { expirationDate: 'now+14d', personalAccessToken: false });
    assert.match(created.token, WHOLE);
    assert.ok(created.token.startsWith(`${created.id}.`));
    assert.ok(near(created.expirationDate, Date.now() + 14 * 86_400_000));
  },

  async 'creates a token that never expires'() {
    assert.equal((await create('never expires')).expirationDate, undefined);
  },

  async 'gets a token'() {
    const created = await create('to be read', { expirationDate: 'now+1h' });
    const got = await tokens.getApiToken({ id: created.id });
    assert.deepEqual(
      [got.id, got.name, got.enabled, got.scopes, got.personalAccessToken, got.expirationDate],
      [created.id, 'to be read', true, ['metrics.read'], false, created.expirationDate],
    );
    assert.ok(got.owner && near(got.creationDate, Date.now()));
    assert.ok(!('token' in got));
  },

  async 'lets a created token in, by either scheme'() {
    const reader = await create('reader', { scopes: ['apiTokens.read'] });
    for (const scheme of ['Bearer', 'Api-Token']) {
      assert.ok(ids(await clientOf(reader.token, scheme).listApiTokens()).includes(reader.id));
    }
  },

  async 'lists newest first, without a parameter'() {
    const created = await create('newest');
    const page = await tokens.listApiTokens();
    assert.deepEqual([page.pageSize, page.nextPageKey ?? null, page.totalCount], [200, null, page.apiTokens.length]);
    assert.deepEqual(Object.keys(page.apiTokens[0]).sort(), ['creationDate', 'enabled', 'id', 'name', 'owner']);
    assert.equal(page.apiTokens[0].id, created.id);
  },

  async 'lists page after page'() {
    const made = [];
    for (let i = 0; i < 5; i++) made.unshift((await create(`page ${i}`)).id);
    const listed = [];
    let page = await tokens.listApiTokens({ pageSize: 2 });
    const { totalCount } = page;
    for (;;) {
      assert.ok(page.apiTokens.length <= 2 && page.pageSize === 2);
      listed.push(...ids(page));
      if (!page.nextPageKey) break;
      page = await tokens.listApiTokens({ nextPageKey: page.nextPageKey });
    }
    assert.deepEqual(listed.slice(0, 5), made);
    assert.deepEqual([listed.length, new Set(listed).size], [totalCount, totalCount]);
  },

  async 'lists page after page what it selected, sorted, with the fields it asked for'() {
    const made = [];
    for (const name of ['b', 'C', 'a']) made.push(await create(name, { scopes: ['releases.read'] }));
    const asked = { apiTokenSelector: 'scope("releases.read"), personalAccessToken(false)', sort: 'name' };
    const first = await tokens.listApiTokens({ ...asked, fields: '+scopes,-owner', pageSize: 2 });
    const rest = await tokens.listApiTokens({ nextPageKey: first.nextPageKey });
    const all = [...first.apiTokens, ...rest.apiTokens];
    assert.deepEqual(all.map((each) => each.name), ['a', 'b', 'C']);
    assert.ok(all.every((each) => each.scopes[0] === 'releases.read' && !('owner' in each)));
    for (const { id } of made) await tokens.deleteApiToken({ id });
  },

  async 'lists what was used in a time'() {
    const used = await create('used', { scopes: ['apiTokens.read'] });
    const unused = await create('unused', { scopes: ['apiTokens.read'] });
    await use(used);
    for (const from of ['now-1h', new Date(Date.now() - 3_600_000).toISOString(), `${Date.now() - 3_600_000}`]) {
      const found = ids(await tokens.listApiTokens({ from, to: 'now', fields: '+lastUsedDate' }));
      assert.ok(found.includes(used.id) && !found.includes(unused.id), from);
    }
  },

  async 'updates a token'() {
    const { id } = await create('old name');
    await tokens.updateApiToken({ id, body: { name: 'new name', enabled: false, scopes: ['slo.read'] } });
    const got = await tokens.getApiToken({ id });
    assert.deepEqual([got.name, got.enabled, got.scopes], ['new name', false, ['slo.read']]);
    assert.ok(near(got.modifiedDate, Date.now()));
  },

  async 'updates a token with all that it read of it'() {
    const { id } = await create('as it is', { expirationDate: 'now+1d' });
    const got = await tokens.getApiToken({ id });
    await tokens.updateApiToken({ id, body: { ...got, name: 'renamed' } });
    const { modifiedDate, ...rest } = await tokens.getApiToken({ id });
    assert.deepEqual(rest, { ...got, name: 'renamed' });
    assert.ok(near(modifiedDate, Date.now()));
  },

  async 'looks a token up'() {
    const created = await create('looked up');
    const got = await tokens.lookupApiToken({ body: { token: created.token } });
    assert.deepEqual([got.id, got.name, got.scopes], [created.id, 'looked up', ['metrics.read']]);
    await tokens.deleteApiToken({ id: created.id });
    await refused(tokens.lookupApiToken({ body: { token: created.token } }), 404);
  },

  async 'deletes a token'() {
    const created = await create('deleted', { scopes: ['apiTokens.read'] });
    await tokens.deleteApiToken({ id: created.id });
    await refused(tokens.getApiToken({ id: created.id }), 404);
    await refused(clientOf(created.token).listApiTokens(), 401);
  },

  async 'understands what is wrong'() {
    const body = { name: 'wrong', scopes: ['metrics.read', 'metrics.reed'], expirationDate: 'soon' };
    const { constraintViolations } = await refused(tokens.createApiToken({ body }), 400);
    const { PayloadBody } = sdk.ConstraintViolationParameterLocation;
    assert.deepEqual(constraintViolations.map((each) => [each.path, each.parameterLocation]).sort(), [
      ['expirationDate', PayloadBody],
      ['scopes[1]', PayloadBody],
    ]);
    const reader = await create('reads only', { scopes: ['apiTokens.read'] });
    const { message } = await refused(clientOf(reader.token).deleteApiToken({ id: reader.id }), 403);
    assert.match(message, /apiTokens\.write/);
  },
};

let failed = 0;
for (const [sentence, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok - ${sentence}`);
  } catch (problem) {
    failed++;
    console.log(`not ok - ${sentence}\n  ${problem.stack}`);
  }
}
process.exitCode = failed ? 1 : 0;
