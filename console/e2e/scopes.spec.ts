import { expect, FULL, test, unique } from './support/test';

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

  test(
    'a token keeps a deprecated scope, and can get it back until it is saved',
    FULL,
    async ({ app, api, admin, page }) => {
      const name = `${group()}.old`;
      await api.call('PUT', `scopes/${name}`, { description: 'Once useful' });
      const { id } = await api.create({ scopes: ['metrics.read', name] });
      await api.call('PUT', `scopes/${name}`, { description: 'Once useful', deprecated: true });
      await app.open(`tokens/${id}`, admin);
      await page.getByRole('button', { name: new RegExp(`^Remove ${name}|^Deselect ${name}`) }).click();
      await app.chooseScopes(app.button(/^Scopes/), name);
      await app.button('Update').click();
      await expect(page.getByText('There were no changes to save.')).toBeVisible();
    },
  );

  test('a template adds its scopes, and names those that cannot be granted', async ({ app, api, page }) => {
    const name = unique('reading');
    await api.call('PUT', `scopeTemplates/${name}`, { scopes: ['metrics.read', 'logs.read'], description: 'Reading' });
    const scopes = ['apiTokens.read', 'apiTokens.write', 'metrics.read'];
    const { token } = await api.create({ owner: await api.user(unique('jane')), scopes });
    await app.open('tokens/new', token);
    await app.button('Choose a scope template').click();
    await page.getByRole('menuitem', { name: new RegExp(name) }).click();
    await expect(page.getByRole('main').getByText('metrics.read', { exact: true })).toBeVisible();
    await expect(
      page.getByText('Not added, because you can’t grant them or they are deprecated: logs.read'),
    ).toBeVisible();
  });

  test('a thousand own scopes do not render a thousand options', FULL, async ({ app, admin, page }) => {
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

test.describe('the page of scopes', () => {
  test('an administrator declares, deprecates and deletes a scope', async ({ app, api, admin, page }) => {
    const orders = group();
    await app.open('scopes', admin);
    await app.button('Declare scope').click();
    const dialog = app.dialog('Declare scope');
    await app.field('Name', dialog).fill('orders.');
    await app.button('Add', dialog).click();
    await expect(dialog.getByText('A scope name can contain up to 64 letters and digits')).toBeVisible();
    await expect(dialog.getByText('Enter 1 to 200 characters.')).toBeVisible();
    await app.field('Name', dialog).fill(`${orders}.read`);
    await app.field('Description', dialog).fill('Read orders');
    await app.button('Add', dialog).click();
    await expect(page.getByText(`“${orders}.read” was created.`)).toBeVisible();

    const search = page.getByPlaceholder('Find scopes');
    await search.fill(orders);
    await expect(app.cells(`${orders}.read`)).toContainText(['Read orders', 'Own', '', '']);
    await app.button(`Edit ${orders}.read`).click();
    const edit = app.dialog(`Edit ${orders}.read`);
    await app.box('Deprecated', edit).check();
    await edit.getByRole('button', { name: /^Replaced by/ }).click();
    await page.keyboard.type('metrics.read');
    await page.getByRole('option', { name: /^metrics\.read/ }).click();
    await app.button('Update', edit).click();
    await expect(app.row(`${orders}.read`)).toContainText('Replaced by metrics.read');
    expect((await api.call<{ scopes: object[] }>('GET', 'scopes')).scopes).toContainEqual(
      expect.objectContaining({ name: `${orders}.read`, deprecated: true, replacedBy: 'metrics.read' }),
    );

    await app.button(`Delete ${orders}.read`).click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(`“${orders}.read” was deleted.`)).toBeVisible();
    await expect(app.row(`${orders}.read`)).toHaveCount(0);
  });

  test('a scope that a token has is not deleted, and a name that exists is rejected', async ({
    app,
    api,
    admin,
    page,
  }) => {
    app.watch.expects(409);
    app.watch.expects(412);
    const name = `${group()}.write`;
    await api.call('PUT', `scopes/${name}`, { description: 'Write' });
    await api.create({ scopes: [name] });
    await app.open('scopes', admin);
    await page.getByPlaceholder('Find scopes').fill(name);
    await app.button(`Delete ${name}`).click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText('Tokens or trusts still have this scope. Remove it from them first.')).toBeVisible();
    await app.button('Declare scope').click();
    const dialog = app.dialog('Declare scope');
    await app.field('Name', dialog).fill(name);
    await app.field('Description', dialog).fill('Another');
    await app.button('Add', dialog).click();
    await expect(app.field('Name', dialog)).toBeFocused();
    await expect(dialog.getByText('This name is reserved or already used.')).toBeVisible();
  });

  test(
    'without scopes.write, the scopes are shown, by source, and nothing is changed',
    FULL,
    async ({ app, api, page }) => {
      const { token } = await api.create({ scopes: ['metrics.read'] });
      await app.open('scopes', token);
      await expect(app.button('Declare scope')).toHaveCount(0);
      await expect(app.header('Actions')).toHaveCount(0);
      await page.getByPlaceholder('Find scopes').fill('metrics.read');
      await expect(app.cells('metrics.read')).toContainText([/metrics/, 'Vendor', '']);
      await app.pick(page.getByRole('button', { name: 'Source Any' }), 'Built-in');
      await expect(page.getByText('No scopes found.')).toBeVisible();
      await page.getByPlaceholder('Find scopes').fill('apiTokens.write');
      await expect(app.row('apiTokens.write')).toContainText('Management scope');
    },
  );

  test('an administrator creates, changes and deletes a scope template', async ({ app, api, admin, page }) => {
    const name = unique('reading');
    await app.open('scopes', admin);
    await page.getByRole('tab', { name: 'Scope templates' }).click();
    await app.button('Create scope template').click();
    const dialog = app.dialog('Create scope template');
    await app.field('Name', dialog).fill(name);
    await app.button('Add', dialog).click();
    await expect(dialog.getByText('Choose at least one scope.')).toBeVisible();
    await app.chooseScopes(dialog.getByRole('button', { name: /^Scopes/ }), 'metrics.read');
    await app.button('Add', dialog).click();
    await page.getByPlaceholder('Find scope templates').fill(name);
    await expect(app.cells(name)).toContainText(['–', 'metrics.read', '']);

    await app.button(`Edit ${name}`).click();
    const edit = app.dialog(`Edit ${name}`);
    await app.chooseScopes(edit.getByRole('button', { name: /^Scopes/ }), 'logs.read');
    await app.button('Update', edit).click();
    await expect(app.row(name)).toContainText('metrics.read, logs.read');
    expect(await api.call('GET', `scopeTemplates/${name}`)).toMatchObject({ scopes: ['metrics.read', 'logs.read'] });

    await app.button(`Delete ${name}`).click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(app.row(name)).toHaveCount(0);
  });
});
