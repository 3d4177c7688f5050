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
      [403, 'You don’t have permission to do this. As the API says.', {}],
      [409, 'The change conflicts with the current state. As the API says.', {}],
      [429, 'Too many requests. Try again in 7 s.', { 'Retry-After': '7' }],
      [503, 'The service is temporarily unavailable. Try again in 3 s.', { 'Retry-After': '3' }],
      [502, 'If you made a change, refresh to check whether it was applied.', {}],
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
    await expect(app.row('Current session')).toBeVisible();
    await answers(page, 'GET', /\/v2\/apiTokens\?/, 503, 'away', { 'Retry-After': '5' });
    await app.button('Refresh').click();
    await expect(page.getByText('The service is temporarily unavailable. Try again in 5 s.')).toBeVisible();
    await page.unrouteAll();
    await app.button('Try again').click();
    await expect(app.row('Current session')).toBeVisible();
  });

  test('without a connection too', async ({ app, api, page }) => {
    app.watch.expectsNoAnswer();
    const { id, token } = await api.create({ scopes: MANAGER });
    await app.open(`tokens/${id}`, token);
    await app.field('Description – optional').fill('typed for long');
    await page.route(/\/v2\//, (route) => route.abort('internetdisconnected'));
    await app.button('Update').click();
    await expect(page.getByText('Can’t reach the service. Check your network connection and try again.')).toBeVisible();
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
    await expect(page.getByText('“short” was updated.')).toBeVisible();
  });

  test('what is gone meanwhile is said to be', async ({ app, api, admin, page }) => {
    app.watch.expects(404);
    const { id, name } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    await expect(app.row(name)).toBeVisible();
    await api.call('DELETE', `apiTokens/${id}`);
    await app.button(`Enabled. Disable ${name}`).click();
    await expect(page.getByText('The resource doesn’t exist, or you don’t have permission to view it.')).toBeVisible();
    await expect(page.getByText('No tokens match the filter.')).toBeVisible();
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
    await expect(page.getByText('You were signed out because your token is no longer valid.')).toBeVisible();
    await app.signIn(admin);
    await expect(app.field('Name *')).toHaveValue(name);
  });
});
