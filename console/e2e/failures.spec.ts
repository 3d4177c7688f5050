import type { Page, Route } from '@playwright/test';
import { expect, FULL, MANAGER, test, unique } from './support/test';

function mockResponse(
  page: Page,
  method: string,
  path: RegExp,
  status: number,
  message = 'Message of the API.',
  headers = {},
) {
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

test.describe('errors are reported and no input is lost', () => {
  test('if a token cannot be created, the form keeps its input and shows the reason', async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: MANAGER });
    await app.open(`projects/${project}`, token);
    await app.field('Name').fill('nightly');
    await app.field('Expiration Date').fill('2030-06-01');
    for (const [status, said, headers] of [
      [403, 'You don’t have permission to do this. Message of the API.', {}],
      [409, 'The change conflicts with the current state. Message of the API.', {}],
      [429, 'Too many requests. Try again in 7 s.', { 'Retry-After': '7' }],
      [503, 'it is not known whether the token was created.', { 'Retry-After': '3' }],
    ] as const) {
      await test.step(String(status), async () => {
        app.watch.expects(status);
        await mockResponse(page, 'POST', /\/v2\/apiTokens$/, status, undefined, headers);
        await app.button('Create').click();
        await expect(page.getByText(said).first()).toBeVisible();
        await expect(app.field('Name')).toHaveValue('nightly');
        await page.unrouteAll();
      });
    }
    await app.button('Create').click();
    await app.copyTokenAndClose();
    await expect(app.row('nightly')).toBeVisible();
  });

  test('a list that cannot be loaded shows the reason and can be retried', async ({ app, api, page }) => {
    app.watch.expects(503);
    const owner = await api.user(unique('jane'), { scopes: MANAGER });
    const { token } = await api.create({ owner, scopes: MANAGER });
    await app.open('profile', token);
    await expect(app.row('Current session')).toBeVisible();
    await mockResponse(page, 'GET', /\/v2\/apiTokens\?/, 503, 'unavailable', { 'Retry-After': '5' });
    await app.button('Refresh').click();
    await expect(page.getByText('The service is temporarily unavailable. Try again in 5 s.')).toBeVisible();
    await page.unrouteAll();
    await app.button('Try again').click();
    await expect(app.row('Current session')).toBeVisible();
  });

  test('a filter that is too long is reported in the language of the console', FULL, async ({ app, admin, page }) => {
    app.watch.expects(400);
    await app.open('users', admin);
    await app.field('Find users by user name, first name, or last name').fill('x'.repeat(101));
    await expect(page.getByText('The filter is too long. Shorten it.')).toBeVisible();
    await app.goTo(`tokens?name=${'x'.repeat(4001)}`);
    await expect(page.getByText('The filter is too long. Shorten it.')).toBeVisible();
  });

  test('a violation of a field is shown next to the field', async ({ app, api, admin, page }) => {
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

  test('a concurrently deleted resource is reported as not found', FULL, async ({ app, api, admin, page }) => {
    app.watch.expects(404);
    const { id, name } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    await expect(app.row(name)).toBeVisible();
    await api.call('DELETE', `apiTokens/${id}`);
    await app.button(`Enabled. Disable ${name}`).click();
    await expect(page.getByText('The resource doesn’t exist, or you don’t have permission to view it.')).toBeVisible();
    await expect(page.getByText('No tokens match the filter.')).toBeVisible();
  });

  test('after a session ends, signing in returns to the same view', async ({ app, api, admin, page }) => {
    app.watch.expects(401);
    const { id, name } = await api.create();
    const { id: mine, token } = await api.create({
      scopes: ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write'],
    });
    await app.open(`tokens/${id}`, token);
    await expect(app.field('Name *')).toHaveValue(name);
    // Otherwise what the page still loads would end the session before the click.
    await page.waitForLoadState('networkidle');
    await api.call('PATCH', `apiTokens/${mine}`, { enabled: false });
    await app.field('Name *').fill(`${name} renamed`);
    await app.button('Update').click();
    await expect(page.getByText('You were signed out because your token is no longer valid.')).toBeVisible();
    await app.signIn(admin);
    await expect(app.field('Name *')).toHaveValue(`${name} renamed`);
  });
});
