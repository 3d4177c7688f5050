import type { Page } from '@playwright/test';
import { expect, FULL, test, unique } from './support/test';

/** Lets the API say that a token has not used these scopes, which would take 90 days. */
async function unused(page: Page, id: string, ...scopes: string[]) {
  await page.route(new RegExp(`/v2/apiTokens/${id}$`), async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    const token = (await response.json()) as { scopes: string[] };
    const unusedScopes = scopes.filter((scope) => token.scopes.includes(scope));
    await route.fulfill({ response, json: { ...token, ...(unusedScopes.length > 0 && { unusedScopes }) } });
  });
}

test.describe('the use of scopes', () => {
  test('the day of the last use is shown for each scope', FULL, async ({ app, api, admin, page }) => {
    const { id, token } = await api.create({ scopes: ['apiTokens.read', 'metrics.read'], owner: unique('ci') });
    await api.as(token).list('enabled(true)');
    await app.open(`tokens/${id}`, admin);
    const use = (scope: string) => page.locator(`dt:has-text("${scope}") + dd`);
    await expect(use('apiTokens.read')).toHaveText(/^\d+ \w+ \d{4}$/);
    await expect(use('metrics.read')).toHaveText('–');
    await expect(app.button('Remove unused scopes'), 'the token is young').toHaveCount(0);
  });

  test('unused scopes are removed with one click, which is confirmed', async ({ app, api, admin, page }) => {
    const { id } = await api.create({ scopes: ['logs.read', 'metrics.read', 'entities.read'] });
    await unused(page, id, 'logs.read', 'entities.read');
    await app.open(`tokens/${id}`, admin);
    await expect(page.locator('dt:has-text("logs.read") + dd')).toContainText('Unused');
    await app.button('Remove unused scopes').click();
    const dialog = app.dialog('Remove unused scopes?');
    await expect(dialog.getByRole('listitem')).toHaveText(['logs.read', 'entities.read']);
    await app.button('Cancel', dialog).click();
    expect(await api.get(id)).toMatchObject({ scopes: ['logs.read', 'metrics.read', 'entities.read'] });
    await app.button('Remove unused scopes').click();
    const change = page.waitForRequest((request) => request.method() === 'PATCH');
    await app.button('Remove unused scopes', dialog).click();
    const sent = await change;
    expect(sent.postDataJSON()).toEqual({ scopes: ['metrics.read'] });
    expect(await sent.headerValue('If-Match')).toMatch(/^"\d+"$/);
    await expect(app.button('Remove unused scopes')).toHaveCount(0);
    expect(await api.get(id)).toMatchObject({ scopes: ['metrics.read'] });
  });

  test('if no scope is used, the token can be disabled instead', FULL, async ({ app, api, admin, page }) => {
    const { id } = await api.create({ scopes: ['metrics.read'] });
    await unused(page, id, 'metrics.read');
    await app.open(`tokens/${id}`, admin);
    await app.button('Remove unused scopes').click();
    const dialog = app.dialog('Disable tokens?');
    await expect(dialog).toContainText('a token must have at least one');
    await app.button('Disable', dialog).click();
    await expect(app.box('Enabled')).not.toBeChecked();
    expect(await api.get(id)).toMatchObject({ enabled: false, scopes: ['metrics.read'] });
  });

  test('tokens that were never used are found', FULL, async ({ app, api, admin }) => {
    const project = unique('web');
    const used = await api.create({ name: 'used', project, scopes: ['apiTokens.read'] });
    await api.create({ name: 'idle', project });
    await api.as(used.token).list('enabled(true)');
    await app.open(`tokens?project=${project}`, admin);
    await expect(app.names()).toHaveText([/^idle/, /^used/]);
    await app.box('Never used').check();
    await app.button('Apply').click();
    await expect(app.names()).toHaveText([/^idle/]);
    expect(app.query().get('neverUsed')).toBe('yes');
    await app.box('Never used').uncheck();
    await app.box('With unused scopes').check();
    await app.button('Apply').click();
    await expect(app.names(), 'both are young').toHaveCount(0);
  });
});
