import type { Page } from '@playwright/test';
import { expect, FULL, MANAGER, offerIssuers, test, unique } from './support/test';

/** Accepts every question of the browser about leaving the page, and returns the types of these questions. */
function acceptQuestions(page: Page) {
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  return questions;
}

test.describe('typed input is not lost', () => {
  test('leaving a form asks, and the draft survives navigation, a reload and signing out', async ({
    app,
    admin,
    page,
  }) => {
    const questions = acceptQuestions(page);
    const name = unique('draft');
    await app.open('tokens/new', admin);
    await app.field('Name *').fill(name);
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');

    await page.getByRole('link', { name: 'Projects' }).click();
    const question = app.dialog('Leave this page?');
    await app.button('Stay', question).click();
    await expect(app.field('Name *')).toHaveValue(name);
    await page.getByRole('link', { name: 'Projects' }).click();
    await app.button('Leave', question).click();
    await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
    await page.goBack();
    await expect(app.field('Name *')).toHaveValue(name);
    await expect(page.getByText('Your unsaved entries were restored.')).toBeVisible();
    await expect(
      app.button('Remove metrics.read'.replace('Remove', 'Deselect')).or(page.getByText('metrics.read')).first(),
    ).toBeVisible();

    await page.reload();
    expect(questions).toContain('beforeunload');
    await app.signIn(admin);
    await expect(app.field('Name *')).toHaveValue(name);

    await app.button('Discard entries').click();
    await expect(app.field('Name *')).toHaveValue('');
    await page.getByRole('link', { name: 'Projects' }).click();
    await expect(page.getByRole('heading', { name: 'Projects' }), 'nothing to ask about').toBeVisible();
  });

  test('a draft is not shown to another user, and holds no token value', async ({ app, api, admin, page }) => {
    acceptQuestions(page);
    const owner = await api.user(unique('jane'), { scopes: MANAGER });
    const { token } = await api.create({ owner, scopes: MANAGER });
    await app.open('tokens/new?own=1', admin);
    await app.field('Name *').fill('of the administrator');
    await app.field('Description – optional').fill(`pasted by mistake: ${token}`);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(token.slice(-64));
    await app.button('Signed in as admin').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await app.button('Leave', app.dialog('Leave this page?')).click();
    await app.signIn(token);
    await expect(app.field('Name *')).toHaveValue('');
  });

  test('Cancel discards what was typed, after a question', FULL, async ({ app, api, admin }) => {
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('something else');
    await app.button('Cancel').click();
    await app.button('Leave', app.dialog('Leave this page?')).click();
    await app.goTo(`tokens/${id}`);
    await expect(app.field('Name *')).toHaveValue(name);
  });

  test('edits stay over a version that another administrator has saved, and differences are shown', async ({
    app,
    api,
    admin,
    page,
  }) => {
    app.watch.expects(412);
    const { id } = await api.create({ description: 'old' });
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('mine');
    await app.field('Description – optional').fill('mine as well');
    await api.call('PATCH', `apiTokens/${id}`, { description: 'theirs', scopes: ['logs.read'] });
    await app.button('Update').click();
    await expect(page.getByText('This item has changed since you opened it').first()).toBeVisible();
    await expect(app.field('Name *')).toHaveValue('mine');
    await expect(app.field('Description – optional')).toHaveValue('mine as well');
    await expect(page.getByText('Saved by someone else: theirs')).toBeVisible();
    await app.button('Use this value').click();
    await expect(app.field('Description – optional')).toHaveValue('theirs');
    const update = page.waitForRequest((request) => request.method() === 'PATCH');
    await app.button('Update').click();
    expect((await update).postDataJSON()).toEqual({ name: 'mine' });
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.get(id)).toMatchObject({ name: 'mine', description: 'theirs', scopes: ['logs.read'] });
  });
});

test.describe('times', () => {
  test(
    'switching the time zone changes what is shown and not what is sent',
    FULL,
    async ({ app, api, admin, page }) => {
      const { id, name } = await api.create({ expirationDate: '2031-07-01T10:00:00.518Z' });
      await app.open(`tokens/${id}`, admin);
      await expect(app.field('Expires at')).toHaveValue('2031-07-01 12:00:00');
      await app.button('Language and time zone').click();
      await page.getByRole('menuitemcheckbox', { name: 'UTC' }).click();
      await expect(app.field('Expires at')).toHaveValue('2031-07-01 10:00:00');
      await app.field('Name *').fill(`${name} renamed`);
      const update = page.waitForRequest((request) => request.method() === 'PATCH');
      await app.button('Update').click();
      expect((await update).postDataJSON()).toEqual({ name: `${name} renamed` });
      await expect(app.button('Create API token')).toBeVisible();
      expect(await api.get(id)).toMatchObject({ expirationDate: '2031-07-01T10:00:00.518Z' });
    },
  );

  test(
    'the clock of the server decides what is expired, and a page that stays open follows',
    FULL,
    async ({ app, api, admin, page }) => {
      // A browser whose clock is two days ahead.
      await page.clock.install({ time: Date.now() + 2 * 86_400_000 });
      const { id, name } = await api.create({ expirationDate: 'now+1d' });
      await app.open(`tokens?name=${name}`, admin);
      await expect(app.row(name)).not.toContainText('Expired');
      await app.goTo(`tokens/${id}`);
      await app.field('Expires at').fill('now+10m');
      await app.button('Update').click();
      await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
      await expect(app.row(name)).not.toContainText('Expired');
      await page.clock.fastForward('10:05');
      await expect(app.row(name)).toContainText('Expired');
    },
  );
});

test.describe('errors stand where the eye is', () => {
  test('an invalid field takes the focus', FULL, async ({ app, admin }) => {
    await app.open('tokens/new', admin);
    await app.field('Expires at').focus();
    await app.button('Add').click();
    await expect(app.field('Name *')).toBeFocused();
    await expect(app.field('Name *')).toHaveAccessibleDescription(/This field is required/);
  });

  test(
    'an error of a field that is a check box or collapsed takes the focus',
    FULL,
    async ({ app, api, admin, page }) => {
      app.watch.expects(400);
      const owner = await api.user(unique('jane'), { scopes: ['metrics.read'] });
      const { id } = await api.create({ owner });
      const reject = (method: string, path: string, reason: string) =>
        page.route(/\/v2\/apiTokens/, (route) =>
          route.request().method() === method
            ? route.fulfill({
                status: 400,
                json: { error: { code: 400, message: 'x', constraintViolations: [{ path, message: 'x', reason }] } },
              })
            : route.fallback(),
        );
      await app.open(`tokens/${id}`, admin);
      await app.field('Description – optional').fill('typed');
      for (const field of ['enabled', 'expirationDate']) {
        await reject('PATCH', field, 'required');
        await app.button('Update').click();
        await expect(app.errorText('This field is required.')).toBeFocused();
      }
      await app.field('Description – optional').fill('');
      await app.goTo(`users/${owner}/tokens`);
      await app.button('Add token').click();
      await app.field('Name', app.dialog('New token')).fill('integration');
      await reject('POST', 'scopes[0]', 'unknown-scope');
      await app.button('Add', app.dialog('New token')).click();
      await expect(page.getByText(/The scope “.+” doesn’t exist\./).first()).toBeVisible();
      await expect(app.dialog('New token').locator('[aria-invalid="true"]')).toBeFocused();
    },
  );

  test('an error of the whole form is next to its button and takes the focus', FULL, async ({ app, admin, page }) => {
    app.watch.expects(409);
    await app.open('tokens/new', admin);
    await app.field('Name *').fill('nightly');
    await app.field('User *').fill('ci');
    await app.field('User *').press('Tab');
    await app.field('Expires at').fill('now+1d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
    await page.route(/\/v2\/apiTokens$/, (route) =>
      route.fulfill({ status: 409, json: { error: { code: 409, message: 'x', reason: 'concurrent-change' } } }),
    );
    await app.button('Add').click();
    const error = app.errorText('Other requests are changing this item. No changes were made. Try again.');
    await expect(error).toBeInViewport();
    await expect(error).toBeFocused();
  });
});

test('the sign-in page names the token whose value was not saved when the session ended', async ({
  app,
  api,
  page,
}) => {
  const project = unique('web');
  const { token } = await api.create({ project, scopes: MANAGER });
  await page.clock.install();
  await app.open(`projects/${project}`, token);
  await app.field('Name').fill('hasty');
  await app.field('Expiration Date').fill('2030-06-01');
  await app.button('Create').click();
  await expect(app.once).toBeVisible();
  await page.clock.fastForward('15:30');
  await expect(page.getByText('The token value of “hasty” was not copied or saved')).toBeVisible();
  await expect(app.signInButton).toBeVisible();
});

test('in a project, the page says whose tokens are listed', FULL, async ({ app, api, page }) => {
  const project = unique('web');
  await api.create({ name: 'theirs', project, owner: 'ci', scopes: ['snapshots.upload'] });
  const owner = await api.user(unique('jane'), { scopes: MANAGER });
  const { token } = await api.create({ owner, scopes: MANAGER });
  await app.open(`projects/${project}`, token);
  await expect(page.getByText(`Only tokens assigned to ${owner} are shown.`)).toBeVisible();
  await expect(page.getByText('You have no tokens in this project.')).toBeVisible();
});

test('a new token of a user expires, with what that user has', FULL, async ({ app, api, admin, page }) => {
  const owner = await api.user(unique('jane'), { scopes: ['metrics.read', 'apiTokens.read', 'users.read'] });
  await app.open(`users/${owner}/tokens`, admin);
  await app.button('Add token').click();
  const dialog = app.dialog('New token');
  await app.field('Name', dialog).fill('integration');
  const creation = page.waitForRequest((request) => request.method() === 'POST');
  await app.button('Add', dialog).click();
  expect((await creation).postDataJSON()).toMatchObject({
    owner,
    scopes: ['metrics.read', 'apiTokens.read'],
    expirationDate: 'now+90d',
    personalAccessToken: true,
  });
  await app.copyTokenAndClose();
});

test('an overlap of a day is proposed for a token in use', FULL, async ({ app, api, admin, page }) => {
  const { id, token } = await api.create({ scopes: ['apiTokens.read'] });
  await api.as(token).get(id);
  await expect.poll(() => api.get(id)).toHaveProperty('lastUsedDate');
  await app.open(`tokens/${id}`, admin);
  await app.button('Regenerate').click();
  const dialog = app.dialog('Regenerate token?');
  await expect(dialog.getByRole('button', { name: /^Overlap/ })).toContainText('1 day');
  await expect(page.getByText('The previous token value becomes invalid on')).toBeVisible();
});

test('a filter is independent of the locale', FULL, async ({ browser, api, baseURL }) => {
  const project = unique('web');
  const { token } = await api.create({ name: 'admin', project, scopes: MANAGER });
  await api.create({ name: 'nightly-ci', project, scopes: ['snapshots.upload'], owner: 'x' });
  await api.as(token).create({ name: 'nightly-ci', project, scopes: ['snapshots.upload'] });
  const context = await browser.newContext({ locale: 'tr-TR', baseURL });
  await offerIssuers(context);
  const page = await context.newPage();
  await page.goto(`projects/${project}`);
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('searchbox').fill('CI');
  await expect(page.getByRole('rowheader')).toHaveText(['nightly-ci']);
  await context.close();
});
