import type { Page } from '@playwright/test';
import { expect, FULL, MANAGER, test, unique } from './support/test';

/** Returns the complete state of a page that could be inspected later. */
async function pageState(page: Page): Promise<string> {
  const frames = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const values = [...document.querySelectorAll('input, textarea')].map(
          (field) => (field as HTMLInputElement).value,
        );
        const held = [
          { ...sessionStorage },
          { ...localStorage },
          history.state,
          location.href,
          document.title,
          document.cookie,
          values,
        ];
        return (
          document.documentElement.outerHTML +
          JSON.stringify(held) +
          JSON.stringify(performance.getEntries().map(({ name }) => name))
        );
      }),
    ),
  );
  return frames.join();
}

test.describe('a new token value is displayed once', () => {
  test('after the dialog closes, the page does not contain the token', async ({ app, api, admin, page }) => {
    const name = unique('secret');
    await app.open('tokens/new', admin);
    await app.field('Name *').fill(name);
    await app.field('User *').fill('ci');
    await app.field('User *').press('Tab');
    await app.field('Expires at').fill('now+1d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
    await app.button('Add').click();
    await expect(app.shownToken).toHaveValue(/^tk0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/);
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => bodies.push(response.text().catch(() => '')));
    const token = await app.copyTokenAndClose();
    const secret = token.slice(-64);
    await expect(app.row(name)).toBeVisible();

    const nowhere = async () => {
      expect(await pageState(page)).not.toContain(secret);
      expect((await Promise.all(bodies)).join()).not.toContain(secret);
      expect([...app.watch.traffic, ...app.watch.messages].join()).not.toContain(secret);
    };
    await nowhere();
    await page.getByRole('link', { name }).click();
    await expect(app.field('Name *')).toHaveValue(name);
    await nowhere();
    await page.goBack();
    await page.goBack();
    await expect(app.field('Name *'), 'the form is empty again').toHaveValue('');
    await nowhere();
    await page.reload();
    await app.signIn(admin);
    await expect(app.field('Name *')).toBeVisible();
    await nowhere();
    expect(JSON.stringify(await api.get(token.slice(0, token.lastIndexOf('.'))))).not.toContain(secret);
  });

  test('the dialog asks before closing if the token was not copied or saved', async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: ['apiTokens.read', 'apiTokens.write', 'snapshots.upload'] });
    await app.open(`projects/${project}`, token);
    await app.field('Name').fill('hasty');
    await app.field('Expiration Date').fill('2030-06-01');
    await app.button('Create').click();
    await expect(app.once).toContainText('Attention!');

    await page.keyboard.press('Escape');
    await expect(app.once.getByText('You haven’t copied or saved the token value.')).toBeVisible();
    await app.button('Keep open', app.once).click();
    await expect(app.shownToken).toBeVisible();

    const opened = page.waitForEvent('dialog');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    const question = await opened;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await expect(app.shownToken, 'the token is still displayed').toBeVisible();

    await app.once.getByRole('button', { name: 'Close', exact: true }).last().click();
    await app.button('Close without saving', app.once).click();
    await expect(app.once).toBeHidden();
    await expect(app.row('hasty')).toBeVisible();
  });

  test('copying is confirmed, and the dialog stays open', FULL, async ({ app, api, page }) => {
    const { id } = await api.create();
    const { token: by } = await api.create({ scopes: ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write'] });
    await app.open(`tokens/${id}`, by);
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    await app.button('Copy to clipboard', app.once).click();
    await expect(app.once.getByRole('status')).toHaveText('Copied');
    await expect(app.shownToken).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await app.shownToken.inputValue());
    await page.keyboard.press('Escape');
    await expect(app.once, 'no confirmation after copying').toBeHidden();
  });

  test(
    'without the clipboard API, execCommand is used; if it fails, the text is selected and the failure is reported',
    FULL,
    async ({ app, api, page }) => {
      const { id } = await api.create();
      const { token: by } = await api.create({
        scopes: ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write'],
      });
      await page.addInitScript(() => {
        const state = { rejects: true };
        Object.assign(window, { state });
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        const real = document.execCommand.bind(document);
        document.execCommand = (command) => !state.rejects && real(command);
      });
      await app.open(`tokens/${id}`, by);
      await app.button('Regenerate').click();
      await app.button('Regenerate', app.dialog('Regenerate token?')).click();
      await app.button('Copy to clipboard', app.once).click();
      await expect(app.once.getByRole('status')).toHaveText(
        'Couldn’t copy the token value. Select the text and copy it manually.',
      );
      const token = await app.shownToken.inputValue();
      const selected = () =>
        app.shownToken.evaluate((field: HTMLTextAreaElement) =>
          field.value.slice(field.selectionStart, field.selectionEnd),
        );
      expect(await selected()).toBe(token);
      await page.keyboard.press('Escape');
      await expect(
        app.once.getByText('You haven’t copied or saved the token value.'),
        'a failure does not count as copied',
      ).toBeVisible();

      await page.evaluate(() => Object.assign((window as never as { state: object }).state, { rejects: false }));
      await app.button('Copy to clipboard', app.once).click();
      await expect(app.once.getByRole('status')).toHaveText('Copied');
    },
  );

  test('saving as txt creates a file named after the user that contains only the token', async ({ app, api, page }) => {
    const owner = await api.user(unique('saver'), { scopes: MANAGER });
    const { token: by } = await api.create({ owner, scopes: MANAGER });
    const { id } = await api.create({ owner });
    await app.open(`tokens/${id}`, by);
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    const displayed = await app.shownToken.inputValue();
    const download = page.waitForEvent('download');
    await app.button('Save as txt', app.once).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${owner}-token.txt`);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('utf8')).toBe(displayed);
    await expect(app.shownToken).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app.once).toBeHidden();
  });
});
