import type { Api } from './support/api';
import { type Console, expect, FULL, test, unique } from './support/test';
import { createTrust } from './support/trusts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 });

  /** Opens every page, with a long name, and calls `check` on it. */
  async function visit(app: Console, api: Api, admin: string, check: () => Promise<void>) {
    const { page } = app;
    const project = unique('web');
    const owner = await api.user(unique('a-rather-long-user-name-indeed'));
    const { id } = await api.create({
      name: 'AVeryLongNameWithoutAnyBreakInItAsMachinesLikeToMakeThem',
      owner,
      project,
    });
    const trust = await createTrust(api, project);
    await app.open('', admin);
    for (const view of [
      '',
      `tokens?project=${project}`,
      'tokens/new',
      `tokens/${id}`,
      'projects',
      `projects/${project}`,
      'users',
      `users/${owner}`,
      `users/${owner}/tokens`,
      'scopes',
      'scopes/templates',
      'trusts',
      `trusts/${trust}`,
      `trusts/${trust}/settings`,
      `trusts/${trust}/check`,
      'issuers',
      'configuration',
      'profile',
    ]) {
      await test.step(view || 'overview', async () => {
        await app.goTo(view);
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
        await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
        await check();
      });
    }
  }

  test('no page is wider than the screen', async ({ app, api, admin, page }) => {
    await visit(app, api, admin, async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  });

  test('no page has accessibility violations', FULL, async ({ app, api, admin }) => {
    await visit(app, api, admin, () => app.isAccessible());
  });

  test('a token is created, saved and deleted by touch', FULL, async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: ['apiTokens.read', 'apiTokens.write', 'snapshots.upload'] });
    await app.open(`projects/${project}`, token);
    await app.field('Name').fill('nightly');
    await app.field('Expiration Date').fill('2030-06-01');
    await app.button('Create').tap();
    await expect(app.shownToken).toBeInViewport();
    const box = await app.shownToken.boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    await app.button('Copy to clipboard', app.once).tap();
    await expect(app.once.getByText('Copied')).toBeVisible();
    await app.once.getByRole('button', { name: 'Close', exact: true }).last().tap();
    await expect(page.getByRole('columnheader')).toHaveText(['Name', 'Expiration Date', 'Delete']);
    await app.button('Delete nightly').scrollIntoViewIfNeeded();
    await expect(app.button('Delete nightly'), 'all of its columns are in view').toBeInViewport({ ratio: 1 });
    await app.button('Delete nightly').tap();
    await app.button('Yes', app.dialog('Confirm deletion')).tap();
    await expect(app.row('nightly')).toBeHidden();
    await app.button('Open side navigation').tap();
    await expect(page.getByText('Signed in as', { exact: false }).last()).toBeVisible();
  });
});
