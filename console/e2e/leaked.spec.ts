import { expect, FULL, test, unique } from './support/test';

test.describe('a token that leaked', () => {
  test('is enabled only after it was regenerated, without an overlap', async ({ app, api, admin, page }) => {
    const created = await api.create({ name: unique('leaked') });
    await api.revoke(created.token, 'https://example.com/deploy.sh');
    await app.open(`tokens?name=${created.name}`, admin);
    await expect(app.row(created.name)).toContainText('Leaked');
    await expect(app.row(created.name).getByRole('button', { name: /^Leaked/ })).toHaveCount(0);

    await app.goTo(`tokens/${created.id}`);
    await expect(page.getByText('The token value leaked', { exact: true })).toBeVisible();
    await expect(page.getByRole('checkbox', { name: 'Enabled' })).toBeDisabled();
    await app.isAccessible();
    await app.button('Regenerate').click();
    await app
      .button(/^Keep the current value valid|^Overlap|None/)
      .first()
      .click();
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click();
    const value = await app.copyTokenAndClose();

    await expect(page.getByText('The token value leaked', { exact: true })).toHaveCount(0);
    await app.goTo(`tokens/${created.id}/history`);
    await expect(page.getByText('Found at: https://example.com/deploy.sh')).toBeVisible({ timeout: 30_000 });
    await app.goTo(`tokens/${created.id}`);
    await page.getByRole('checkbox', { name: 'Enabled' }).check();
    await app.button('Update').click();
    await expect.poll(() => api.isValid(value)).toBe(true);
    expect(await api.isValid(created.token)).toBe(false);
  });

  test('is named in a bulk action, and is found by its status', FULL, async ({ app, api, admin, page }) => {
    const run = unique('run');
    const [found, other] = await api.createAll([`${run} found`, `${run} other`]);
    await api.revoke(found!.token);
    await app.open(`tokens?name=${run}&status=leaked`, admin);
    await expect(app.names()).toHaveText([found!.name]);

    await app.goTo(`tokens?name=${run}`);
    await expect(app.names()).toHaveCount(2);
    await app.row(found!.name).getByRole('checkbox').check();
    await app.row(other!.name).getByRole('checkbox').check();
    await app.button('Enable').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
    await expect(page.getByText(/Regenerate the token before you enable it/)).toBeVisible();
  });

  test('the use of a replaced value is shown with its address', async ({ app, api, admin, page }) => {
    const created = await api.create();
    await api.call('POST', `apiTokens/${created.id}/regenerate`);
    expect(await api.isValid(created.token)).toBe(false);
    await app.open(`tokens/${created.id}`, admin);
    await expect(page.getByText('A replaced token value was used')).toBeVisible();
    await expect(page.getByText(/The last one came from \S+\./)).toBeVisible();
  });
});
