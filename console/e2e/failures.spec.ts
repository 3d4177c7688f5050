import type { Page, Route } from '@playwright/test';
import { expect, MANAGER, test, unique } from './support/test';

function answers(page: Page, method: string, path: RegExp, status: number, message = 'As the API says.', headers = {}) {
  return page.route(path, (route: Route) =>
    route.request().method() === method
      ? route.fulfill({
          status,
          headers,
          contentType: 'application/json; charset=utf-8',
          body: JSON.stringify({ error: { code: status, message } }),
        })
      : route.fallback(),
  );
}

test.describe('what fails is said, and nothing is lost', () => {
  test('a token that cannot be created leaves its form filled in, and the reason is told', async ({
    app,
    api,
    page,
  }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: MANAGER });
    await app.open(`projects/${project}`, token);
    await app.field('Name').fill('nightly');
    await app.field('Expiration Date').fill('2030-06-01');
    for (const [status, said, headers] of [
      [403, 'You may not do this. As the API says.', {}],
      [409, 'This stands against what is there now; nothing was changed. As the API says.', {}],
      [429, 'Too many requests at a time. Try again in 7 s.', { 'Retry-After': '7' }],
      [503, 'Something that is needed is away for the moment. Try again in 3 s.', { 'Retry-After': '3' }],
      [502, 'Whether something was changed is open: refresh and look.', {}],
      [500, 'As the API says.', {}],
    ] as const) {
      await test.step(String(status), async () => {
        app.watch.expects(status);
        await answers(page, 'POST', /\/v2\/apiTokens$/, status, undefined, headers);
        await app.button('Create').click();
        await expect(app.notices).toContainText(said);
        await page.getByRole('button', { name: 'Dismiss' }).click();
        await expect(app.field('Name')).toHaveValue('nightly');
        await page.unrouteAll();
      });
    }
    await app.button('Create').click();
    await app.takeToken();
    await expect(app.row('nightly')).toBeVisible();
  });

  test('a list that cannot be read says why, and is there on trying again', async ({ app, api, page }) => {
    app.watch.expects(503);
    const owner = await api.user(unique('jane'), { scopes: MANAGER });
    const { token } = await api.create({ owner, scopes: MANAGER });
    await app.open('profile', token);
    await expect(app.row('this session')).toBeVisible();
    await answers(page, 'GET', /\/v2\/apiTokens\?/, 503, 'away', { 'Retry-After': '5' });
    await app.button('Refresh').click();
    await expect(page.getByText('Something that is needed is away for the moment. Try again in 5 s.')).toBeVisible();
    await page.unrouteAll();
    await app.button('Try again').click();
    await expect(app.row('this session')).toBeVisible();
  });

  test('without a connection too', async ({ app, api, page }) => {
    app.watch.expectsNoAnswer();
    const { id, token } = await api.create({ scopes: MANAGER });
    await app.open(`tokens/${id}`, token);
    await app.field('Description – optional').fill('typed for long');
    await page.route(/\/v2\//, (route) => route.abort('internetdisconnected'));
    await app.button('Update').click();
    await expect(page.getByText('The service cannot be reached. Check your connection and try again.')).toBeVisible();
    await expect(app.field('Description – optional')).toHaveValue('typed for long');
  });

  test('what the API finds wrong with a field stands beside that field', async ({ app, api, admin, page }) => {
    app.watch.expects(400);
    const { id } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('x'.repeat(101));
    await app.button('Update').click();
    await expect(app.field('Name *')).toHaveAttribute('aria-invalid', 'true');
    await expect(app.field('Name *')).toHaveAccessibleDescription(/100/);
    await app.field('Name *').fill('short');
    await app.button('Update').click();
    await expect(page.getByText('“short” is updated.')).toBeVisible();
  });

  test('what is gone meanwhile is said to be', async ({ app, api, admin, page }) => {
    app.watch.expects(404);
    const { id, name } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    await expect(app.row(name)).toBeVisible();
    await api.call('DELETE', `apiTokens/${id}`);
    await app.button(`Enabled. Disable ${name}`).click();
    await expect(page.getByText('This does not exist, or you may not see it.')).toBeVisible();
    await expect(page.getByText('No token matches the filter.')).toBeVisible();
  });

  test('signed out in the middle of something, one goes on at the same place', async ({ app, api, admin, page }) => {
    app.watch.expects(401);
    const { id, name } = await api.create();
    const { id: mine, token } = await api.create({
      scopes: ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write'],
    });
    await app.open(`tokens/${id}`, token);
    await expect(app.field('Name *')).toHaveValue(name);
    await api.call('PATCH', `apiTokens/${mine}`, { enabled: false });
    await app.button('Update').click();
    await expect(page.getByText('You were signed out: your token is no longer accepted.')).toBeVisible();
    await app.signIn(admin);
    await expect(app.field('Name *')).toHaveValue(name);
  });
});
