import type { Page } from '@playwright/test';
import { expect, FULL, test, unique } from './support/test';

const LIMITS = { maxTokenLifetime: 30, defaultTokenLifetime: 7, requireExpiration: true, requireAllowedIps: true };

/** Lets the API report limits, which the stack of the tests does not have. */
async function limited(page: Page, limits: object = LIMITS) {
  await page.route(/\/v2\/configuration$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), limits } });
  });
}

test.describe('the limits of the environment', () => {
  test('the configuration is shown in words to every token', async ({ app, api, page }) => {
    await limited(page, { ...LIMITS, requireAllowedIps: false, maxTokensPerOwner: 5 });
    const { token } = await api.create();
    await app.open('configuration', token);
    const value = (label: string) => page.locator(`dt:has-text("${label}") + dd`);
    await expect(value('Prefix of new tokens')).toHaveText(/^[a-z0-9]{2,12}$/);
    await expect(value('Maximum lifetime')).toHaveText('30 d');
    await expect(value('Default lifetime')).toHaveText('7 d');
    await expect(value('Unused tokens')).toHaveText('Not disabled');
    await expect(value('Maximum tokens per owner')).toHaveText('5');
    await expect(value('Expiration date required')).toHaveText('Yes');
    await expect(value('Allowed IP addresses required')).toHaveText('No');
  });

  test('the create form knows them before it is sent', async ({ app, admin, page }) => {
    await limited(page);
    await app.open('tokens/new', admin);
    await app.field('Name *').fill(unique('limited'));
    await app.field('User *').fill('ci');
    await expect(app.field('Expires at *')).toHaveValue('now+7d');
    await expect(app.box('Set expiration date and time')).toBeDisabled();
    await expect(page.getByText(/Latest: .* \(maximum lifetime: 30 d\)\./)).toBeVisible();
    await app.field('Expires at *').fill('now+31d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
    await app.button('Add').click();
    await expect(page.getByText(/The maximum lifetime is 30 d\. Enter a date no later than/)).toBeVisible();
    await expect(page.getByText('Tokens in this environment must have allowed IP addresses.')).toBeVisible();
    await app.field('Expires at *').fill('now+29d');
    await app.field('Allowed IP addresses *').fill('192.0.2.0/24');
    await app.button('Add').click();
    await app.copyTokenAndClose();
  });

  test('a project’s token keeps within them', FULL, async ({ app, admin, page }) => {
    await limited(page);
    await app.open(`projects/${unique('web')}`, admin);
    await app.field('Name').fill('ci');
    await app.field('Expiration Date').fill('2090-01-01');
    await app.button('Create').click();
    await expect(
      page.getByText(/The maximum lifetime is 30 d\. Enter \d{4}-\d\d-\d\d or an earlier date\./),
    ).toBeVisible();
    await expect(page.getByText('Tokens in this environment must have allowed IP addresses.')).toBeVisible();
  });

  test('a token that is older than the limits is marked, and can be shortened', async ({ app, api, admin, page }) => {
    await limited(page, { ...LIMITS, requireAllowedIps: false });
    const { id, name } = await api.create({ expirationDate: 'now+90d' });
    const violatedLimits = ['maxTokenLifetime'];
    await page.route(/\/v2\/apiTokens(\?|\/)/, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const response = await route.fetch();
      const json = (await response.json()) as { id?: string; apiTokens?: { id: string }[] };
      json.apiTokens = json.apiTokens?.map((one) => (one.id === id ? { ...one, violatedLimits } : one));
      await route.fulfill({ response, json: json.id === id ? { ...json, violatedLimits } : json });
    });
    await app.open(`tokens?name=${name}`, admin);
    await expect(app.row(name)).toContainText('Exceeds current limits');
    await page.getByRole('link', { name }).click();
    await expect(page.getByText('This token is older than the limits of this environment.')).toBeVisible();
    await app.field('Expires at *').fill('now+91d');
    await app.button('Update').click();
    await expect(page.getByText(/The maximum lifetime is 30 d/)).toBeVisible();
    await app.field('Expires at *').fill('now+60d');
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
  });

  test('tokens that exceed them are listed', FULL, async ({ app, admin, page }) => {
    await app.open('tokens', admin);
    await app.box('Exceeding current limits').check();
    const list = page.waitForRequest((request) => request.url().includes('violatesPolicy'));
    await app.button('Apply').click();
    expect(new URL((await list).url()).searchParams.get('apiTokenSelector')).toBe('violatesPolicy(true)');
  });
});
