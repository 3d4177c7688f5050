import { expect, test, unique } from './support/test';

/** Returns a first part for scopes that no other test uses. */
const group = () =>
  unique('orders')
    .replace('-', '')
    .replace(/[^a-z0-9]/g, '');

test.describe('the scope picker', () => {
  test('a group is selected at once, with the keyboard alone, without what is deprecated', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const orders = group();
    for (const name of ['read', 'write']) {
      await api.call('PUT', `scopes/${orders}.${name}`, { description: `May ${name} orders` });
    }
    const old = { description: 'May do it all', deprecated: true, replacedBy: `${orders}.write` };
    await api.call('PUT', `scopes/${orders}.all`, old);
    await app.open('tokens/new', admin);
    await app.button(/^Scopes/).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(orders);
    const option = (name: string) => page.getByRole('option').filter({ hasText: name });
    await expect(option(`${orders}.all`)).toContainText(`Replaced by ${orders}.write`);
    await expect(option(`${orders}.all`)).toHaveAttribute('aria-disabled', 'true');
    await expect(option(`${orders}.read`)).toContainText('Own scope');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const chosen = page.getByRole('main').getByText(new RegExp(`^${orders}\\.`));
    await expect(chosen).toHaveText([`${orders}.read`, `${orders}.write`]);
  });

  test('a token keeps a deprecated scope, and can get it back until it is saved', async ({ app, api, admin, page }) => {
    const name = `${group()}.old`;
    await api.call('PUT', `scopes/${name}`, { description: 'Once useful' });
    const { id } = await api.create({ scopes: ['metrics.read', name] });
    await api.call('PUT', `scopes/${name}`, { description: 'Once useful', deprecated: true });
    await app.open(`tokens/${id}`, admin);
    await page.getByRole('button', { name: new RegExp(`^Remove ${name}|^Deselect ${name}`) }).click();
    await app.chooseScopes(app.button(/^Scopes/), name);
    await app.button('Update').click();
    await expect(page.getByText('There were no changes to save.')).toBeVisible();
  });

  test('a thousand own scopes do not render a thousand options', async ({ app, admin, page }) => {
    await page.route(/\/v2\/scopes$/, (route) =>
      route.fulfill({
        json: {
          scopes: Array.from({ length: 1_000 }, (_, n) => ({
            name: `app${n % 50}.part${n}`,
            description: `Use part ${n}`,
            source: 'own',
            aliases: [],
          })),
        },
      }),
    );
    await app.open('tokens/new', admin);
    await app.button(/^Scopes/).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await page.getByRole('option').count()).toBeLessThan(60);
    await page.getByPlaceholder('Find scopes').fill('use part 777');
    await expect(page.getByRole('option').filter({ hasText: 'app27.part777' })).toBeVisible();
  });
});
