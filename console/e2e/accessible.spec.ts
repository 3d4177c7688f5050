import { expect, FULL, test, unique } from './support/test';
import { createTrust } from './support/trusts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessibility in ${colorScheme} mode`, () => {
    test.use({ colorScheme });

    test('views have no violations', colorScheme === 'light' ? {} : FULL, async ({ app, api, admin, page }) => {
      const project = unique('web');
      const owner = await api.user(unique('jane'), { firstName: 'Jane' });
      const { id } = await api.createExpired({ name: 'gone', project, owner });
      const trust = await createTrust(api, project);
      await api.create({ name: 'off', project, enabled: false });
      await page.goto('');
      await app.isAccessible();
      await app.signInButton.click();
      await app.isAccessible();
      await app.signIn(admin);
      await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
      expect(await page.evaluate(() => document.body.classList.contains('awsui-dark-mode'))).toBe(
        colorScheme === 'dark',
      );
      for (const view of [
        '',
        `tokens?project=${project}`,
        'tokens/new',
        `tokens/${id}`,
        `tokens/${id}/history`,
        'projects',
        `projects/${project}?expired=yes`,
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
        'audit',
        'configuration',
        'profile',
        'nowhere',
      ]) {
        await test.step(view || 'overview', async () => {
          await app.goTo(view);
          await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
          await app.isAccessible();
        });
      }
    });

    test('dialogs and menus have no violations', FULL, async ({ app, api, admin, page }) => {
      app.watch.expects(403);
      const owner = await api.user(unique('jane'));
      const { id, name } = await api.create({ owner });
      await app.open('users', admin);
      await app.button('Create user').click();
      await expect(app.dialog('Create user')).toBeVisible();
      await app.isAccessible();
      await page.keyboard.press('Escape');

      await app.goTo('tokens/new');
      await app.button('Add').click();
      await app.button('Choose a date').click();
      await app.isAccessible();
      await app.button(/^Scopes/).click();
      await expect(page.getByRole('option').first()).toBeVisible();
      await app.isAccessible();
      await page.keyboard.press('Escape');
      await app.button('Select').click();
      await expect(app.dialog('Select a user').getByRole('radio').first()).toBeVisible();
      await app.isAccessible();
      await page.keyboard.press('Escape');

      await app.goTo(`users/${owner}/tokens`);
      await app.button('Add token').click();
      await app.button(/^Scopes \(/).click();
      await app.isAccessible();
      await page.keyboard.press('Escape');
      await app.button(`Delete ${name}`).click();
      await app.isAccessible();
      await page.keyboard.press('Escape');

      await app.goTo(`tokens/${id}`);
      await app.button('Regenerate').click();
      await app.isAccessible();
      await app.button('Regenerate', app.dialog('Regenerate token?')).click();
      await expect(app.shownToken).toBeVisible();
      await app.isAccessible();
      await page.keyboard.press('Escape');
      await expect(app.button('Close without saving')).toBeVisible();
      await app.isAccessible();
      await app.button('Close without saving').click();

      await app.button('Language and time zone').click();
      await app.isAccessible();
      await page.keyboard.press('Escape');
      await page.route(/\/v2\/apiTokens\//, (route) =>
        route.fulfill({ status: 403, json: { error: { code: 403, message: 'No.' } } }),
      );
      await app.button('Delete').click();
      await app.button('Yes', app.dialog('Confirm deletion')).click();
      await expect(app.errorText('You don’t have permission to do this. No.')).toBeVisible();
      await app.isAccessible();
    });
  });
}
