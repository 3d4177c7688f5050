import type { Page, Request } from '@playwright/test';
import { expect, FULL, MANAGER, test, unique } from './support/test';

/** Loses the responses of these requests: they are carried out, or never sent. */
async function loseResponses(page: Page, path: RegExp, method: string, { carriedOut = true, times = 1 } = {}) {
  let left = times;
  await page.route(path, async (route) => {
    if (route.request().method() !== method || left === 0) return route.fallback();
    left--;
    if (carriedOut) await route.fetch();
    return route.abort('connectionreset');
  });
}

const ADMIN = ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write', 'metrics.read'];
const TOKENS = /\/v2\/apiTokens/;

test.describe('after a request without a response, the console says what is true', () => {
  test.beforeEach(({ app }) => app.watch.expectNetworkErrors());

  test('an update that was carried out is a success', async ({ app, api, admin, page }) => {
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Description – optional').fill('applied');
    await loseResponses(page, TOKENS, 'PATCH');
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.get(id)).toMatchObject({ description: 'applied' });
  });

  test('an update that was not carried out keeps its input, and can be sent again', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Description – optional').fill('typed for long');
    await loseResponses(page, TOKENS, 'PATCH', { carriedOut: false });
    await app.button('Update').click();
    await expect(app.errorText('The service did not respond, and no changes were made. Try again.')).toBeFocused();
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.get(id)).toMatchObject({ description: 'typed for long' });
  });

  test(
    'an update that another user has overtaken is attributed to that user',
    FULL,
    async ({ app, api, admin, page }) => {
      const { id } = await api.create();
      await app.open(`tokens/${id}`, admin);
      await app.field('Description – optional').fill('mine');
      await page.route(
        TOKENS,
        async (route) => {
          await api.call('PATCH', `apiTokens/${id}`, { description: 'theirs' });
          await route.abort('connectionreset');
        },
        { times: 1 },
      );
      await app.button('Update').click();
      await expect(page.getByText('someone else has changed this item').first()).toBeVisible();
      await expect(app.field('Description – optional')).toHaveValue('mine');
      await expect(page.getByText('Saved by someone else: theirs')).toBeVisible();
    },
  );

  test('without a connection it says that it cannot tell', async ({ app, api, admin, page }) => {
    const { id } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Description – optional').fill('typed for long');
    await page.route(TOKENS, (route) => route.abort('internetdisconnected'));
    await app.button('Update').click();
    await expect(app.errorText('can’t be reached to check whether the change was made.')).toBeVisible();
    await expect(app.field('Description – optional')).toHaveValue('typed for long');
  });

  test('a token is created once, whether or not the first request was carried out', async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: MANAGER });
    await app.open(`projects/${project}`, token);
    const keys: (string | undefined)[] = [];
    page.on('request', (request: Request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    const fill = async (name: string) => {
      await app.field('Name').fill(name);
      await app.field('Expiration Date').fill('2030-06-01');
    };
    await fill('never arrived');
    await loseResponses(page, TOKENS, 'POST', { carriedOut: false });
    await app.button('Create').click();
    await app.copyTokenAndClose();
    await expect(app.row('never arrived')).toHaveCount(1);
    await page.unrouteAll();

    await fill('arrived');
    await loseResponses(page, TOKENS, 'POST');
    await app.button('Create').click();
    await expect(
      page.getByText('“arrived” was created, but the response with the token value was lost.'),
    ).toBeVisible();
    await expect(app.row('arrived')).toHaveCount(1);
    expect(await api.list(`name("arrived"),project("${project}")`)).toHaveLength(2);
    expect(keys).toEqual([keys[0], keys[0], keys[2], keys[2]]);
    expect(keys[0]).not.toBe(keys[2]);
    await app.button('Open token').click();
    await expect(app.button('Regenerate')).toBeVisible();
  });

  test(
    'as long as it is not known, Add can be chosen again without creating a second token',
    FULL,
    async ({ app, api, admin, page }) => {
      const name = unique('once');
      await app.open('tokens/new', admin);
      await app.field('Name *').fill(name);
      await app.field('User *').fill('ci');
      await app.field('User *').press('Tab');
      await app.field('Expires at').fill('now+1d');
      await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
      await loseResponses(page, TOKENS, 'POST', { times: 4 });
      await app.button('Add').click();
      await expect(app.errorText('it is not known whether the token was created')).toBeFocused();
      await app.button('Add').click();
      await expect(
        page.getByText(`“${name}” was created, but the response with the token value was lost.`),
      ).toBeVisible();
      expect(await api.list(`name("${name}")`)).toHaveLength(1);
    },
  );

  test('a regenerated token whose value was lost is regenerated again', async ({ app, api, page }) => {
    const { id, token } = await api.create();
    const { token: by } = await api.create({ scopes: ADMIN });
    await app.open(`tokens/${id}`, by);
    await loseResponses(page, TOKENS, 'POST');
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    await expect(app.errorText('A new token value was generated, but the response with it was lost.')).toBeFocused();
    expect(await api.isValid(token)).toBe(false);
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    expect(await api.isValid(await app.copyTokenAndClose())).toBe(true);
  });

  test('a deletion and a status that arrived are reported as such', FULL, async ({ app, api, admin, page }) => {
    // The response to the question whether the token is gone.
    app.watch.expects(404);
    const run = unique('run');
    const [remaining, deleted] = await api.createAll([`${run} remaining`, `${run} deleted`]);
    await app.open(`tokens?name=${run}`, admin);
    await loseResponses(page, TOKENS, 'PATCH');
    await app.button(`Enabled. Disable ${remaining!.name}`).click();
    await expect(app.button(`Disabled. Enable ${remaining!.name}`)).toBeVisible();
    await expect(page.getByText(`“${remaining!.name}” was disabled.`)).toBeVisible();
    await app.box(`Select ${deleted!.name}`).check();
    await loseResponses(page, /\/bulk$/, 'POST');
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText('Deleted: 1')).toBeVisible();
    await expect(app.names()).toHaveText([remaining!.name]);
  });

  test('a form that is left in the meantime reports its error in a notice, and leads nowhere', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    let respond: (() => void) | undefined;
    await page.route(TOKENS, async (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      await new Promise<void>((done) => (respond = done));
      return route.request().method() === 'PATCH'
        ? route.fallback()
        : route.fulfill({ status: 409, json: { error: { code: 409, message: 'x', reason: 'regenerate-conflict' } } });
    });
    const leave = async () => {
      await app.goTo('projects');
      respond!();
    };
    app.watch.expects(409);
    await app.field('Description – optional').fill('changed');
    await app.button('Update').click();
    await leave();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    await expect(page).toHaveURL(/projects$/);

    await app.goTo(`tokens/${id}`);
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    await expect(app.dialog('Regenerate token?')).toBeHidden();
    const question = page.waitForEvent('dialog');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    await (await question).dismiss();
    await leave();
    await expect(page.getByText('Another request changed the token.')).toBeVisible();
  });

  test('a user that was created since then is not replaced', FULL, async ({ app, api, admin }) => {
    app.watch.expects(412);
    const name = unique('raced');
    await app.open('users', admin);
    await app.button('Create user').click();
    const dialog = app.dialog('Create user');
    await app.field('User name', dialog).fill(name);
    await api.user(name, { firstName: 'Thea' });
    await app.button('Create user', dialog).click();
    await expect(dialog.getByText('A user with this name already exists.')).toBeVisible();
    await expect(app.field('User name', dialog)).toBeFocused();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({ firstName: 'Thea' });
  });
});
