import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { Console, expect, FULL, test } from './support/test';
import { IMPORTER, mockApi, TOKEN } from './support/example';

const IMAGES = new URL('../../docs/images/', import.meta.url);

/** Takes a screenshot for the documentation. The file is written only if TOKENRY_SHOTS=write is set. */
async function shot(page: Page, name: string) {
  const path = fileURLToPath(new URL(`console-${name}.png`, IMAGES));
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const image = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
  expect(image.length, 'size limit for images in the repository').toBeLessThan(150 * 1024);
  if (process.env.TOKENRY_SHOTS === 'write') {
    await mkdir(IMAGES, { recursive: true });
    await writeFile(path, image);
  }
  expect(existsSync(path), `${path} exists; create it with TOKENRY_SHOTS=write`).toBe(true);
}

/** Opens a view with example tokens and a fixed time. */
async function open(app: Console, view: string, signIn = 'Sign in') {
  await mockApi(app.page);
  await app.page.goto(view);
  await app.page.locator('input[type=password]').fill(TOKEN);
  await app.page.getByRole('button', { name: signIn, exact: true }).click();
  await expect(app.page.getByRole('main').getByRole('heading').first()).toBeVisible();
}

test.describe('screenshots for the documentation', FULL, () => {
  test.use({ timezoneId: 'Europe/Amsterdam', locale: 'en-GB' });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the overview, ${colorScheme}`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await open(app, '');
      await expect(page.getByRole('heading', { name: 'Granted scopes' })).toBeVisible();
      await shot(page, `overview-${colorScheme}`);
    });

    test(`the history of a token, ${colorScheme}`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await open(app, `tokens/${IMPORTER.id}/history`);
      await expect(app.row('Token disabled')).toBeVisible();
      await shot(page, `history-${colorScheme}`);
    });
  }

  test('the tokens, the create form and the dialog with the new token', async ({ app, page }) => {
    await open(app, 'tokens');
    await expect(app.row('Log shipper')).toBeVisible();
    await app.box('Select Terraform').check();
    await app.box('Select Old importer').check();
    await shot(page, 'tokens');

    await app.button('Create API token').click();
    await app.field('Name *').fill('Grafana, second floor');
    await app.field('User *').fill('jane');
    await page.getByRole('option', { name: /^jane/ }).click();
    await app.field('Description – optional').fill('Reads what the wall shows');
    await app.field('Expires at').fill('now+14d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read', 'entities.read');
    await page.mouse.wheel(0, -2000);
    await shot(page, 'create');

    await app.button('Add').click();
    await expect(app.shownToken).toBeVisible();
    await app.button('Copy to clipboard', app.once).click();
    await expect(app.once.getByText('Copied')).toBeVisible();
    await shot(page, 'once');
  });

  test.describe('in Dutch', () => {
    test.use({ locale: 'nl-NL' });
    test('the access tokens of a project', async ({ app, page }) => {
      await open(app, 'projects/web', 'Aanmelden');
      await expect(app.row('nightly')).toBeVisible();
      await shot(page, 'project-nl');
    });
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 });
    test('the tokens', async ({ app, page }) => {
      await open(app, 'tokens');
      await expect(app.row('Log shipper')).toBeVisible();
      await shot(page, 'phone');
    });
  });
});
