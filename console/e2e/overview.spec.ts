import { expect, FULL, test, unique } from './support/test';

test.describe('the overview', () => {
  test('every figure links to the tokens that it counts', async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ name: 'admin', project, scopes: ['apiTokens.read', 'TenantTokenManagement'] });
    await api.create({ name: 'soon', project, scopes: ['snapshots.upload'], expirationDate: 'now+3d' });
    await api.create({ name: 'late', project, scopes: ['snapshots.upload'], expirationDate: 'now+80d' });
    await api.create({ name: 'off', project, enabled: false });
    await api.createExpired({ name: 'expired', project });
    await app.open('', token);
    const figures = {
      'Active: 3': ['late', 'soon', 'admin'],
      'Expiring in the next 30 days: 1': ['soon'],
      'Never used or unused for 90 days: 2': ['late', 'soon'],
      'Expired: 1': ['expired'],
    };
    for (const [figure, names] of Object.entries(figures)) {
      await page.getByRole('link', { name: figure }).click();
      await expect(app.names()).toHaveCount(names.length);
      expect(
        (await app.names().allTextContents()).map((text) => /^[a-z]+?(?=Project|Current| |$)/.exec(text)?.[0]).sort(),
      ).toEqual(names.toSorted());
      await page.goBack();
    }
    await expect(page.getByRole('link', { name: 'Active: 3' })).toBeVisible();
  });

  test('every chart element links to the tokens that it counts', FULL, async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ name: 'admin', project, scopes: ['apiTokens.read', 'TenantTokenManagement'] });
    await api.create({ name: 'today', project, scopes: ['snapshots.upload'], expirationDate: 'now+3h' });
    await api.create({ name: 'soon', project, scopes: ['snapshots.upload'], expirationDate: 'now+3d' });
    await api.create({ name: 'off', project, scopes: ['slo.read'], enabled: false });
    await app.open('', token);

    const back = async () => {
      await page.goBack();
      await expect(page.getByRole('heading', { name: 'Tokens by status' })).toBeVisible();
    };
    const states = page.getByRole('application', { name: 'Tokens by status' });
    await states.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Show these tokens' }).click();
    await expect(app.names()).toContainText(['off']);
    expect(Object.fromEntries(app.query())).toEqual({ status: 'disabled' });
    await back();

    const scopes = page.getByRole('application', { name: 'Granted scopes' });
    await scopes.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Show these tokens' }).click();
    expect(app.query().get('scope')).toBe('snapshots.upload');
    await expect(app.names()).toHaveCount(2);
    await back();

    const expiring = page.getByRole('application', { name: 'Expiring in the next 30 days' });
    await expiring.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^Show tokens expiring within/ }).click();
    expect(app.query().get('status')).toBe('active');
    await expect(app.names()).toContainText(['today']);
  });
});
