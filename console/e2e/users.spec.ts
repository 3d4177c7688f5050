import { expect, FULL, MANAGER, test, unique } from './support/test';
import { createIssuerOfPeople } from './support/trusts';

test.describe('the tokens tab of a user', () => {
  test('the add button and a name create a personal access token with the default scopes', async ({
    app,
    api,
    page,
  }) => {
    const owner = await api.user(unique('jane'), { scopes: [...MANAGER, 'users.read'] });
    const { token } = await api.create({ owner, name: 'her console', scopes: [...MANAGER, 'users.read'] });
    await app.open(`users/${owner}`, token);
    await page.getByRole('tab', { name: 'Tokens' }).click();
    for (const header of ['Usage', 'Created at', 'Created by']) await expect(app.header(header)).toBeVisible();

    await app.button('Add token').click();
    const dialog = app.dialog('New token');
    await app.button('Add', dialog).click();
    await expect(dialog.getByText('This field is required.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();

    await app.button('Add token').click();
    await app.field('Name', dialog).fill('integration');
    await app.button('Scopes (3)', dialog).click();
    for (const scope of ['apiTokens.read', 'metrics.read', 'snapshots.upload'])
      await expect(dialog.getByText(scope, { exact: true })).toBeVisible();
    const creation = page.waitForRequest((request) => request.method() === 'POST');
    await app.button('Add', dialog).click();
    expect((await creation).postDataJSON()).toMatchObject({
      name: 'integration',
      personalAccessToken: true,
      scopes: ['apiTokens.read', 'metrics.read', 'snapshots.upload'],
    });
    await expect(app.once).toContainText('You can’t view it again after you close this window.');
    const created = await app.copyTokenAndClose();
    await expect(app.cells('integration')).toContainText(['', /\d{4}, \d\d:\d\d C/, owner, '']);
    expect(await api.get(created.slice(0, created.lastIndexOf('.')))).toMatchObject({
      owner,
      createdBy: owner,
      personalAccessToken: true,
    });
  });

  test(
    'refreshing keeps the page, the order and the selection of existing rows',
    FULL,
    async ({ app, api, admin, page }) => {
      const owner = await api.user(unique('many'));
      const created = await api.createAll(
        Array.from({ length: 13 }, (_, n) => `t${String(n + 1).padStart(2, '0')}`),
        { owner },
      );
      await app.open(`users/${owner}/tokens?size=10&page=2&sort=name`, admin);
      await expect(app.names()).toHaveText(['t11', 't12', 't13']);
      await app.box('Select t11').check();
      await app.box('Select t13').check();
      await api.call('DELETE', `apiTokens/${created[12]!.id}`);
      await app.button('Refresh').click();
      await expect(app.names()).toHaveText(['t11', 't12']);
      await expect(page.getByText('1 selected')).toBeVisible();
      await expect(app.box('Select t11')).toBeChecked();
      await expect(app.header('Usage')).toHaveAttribute('aria-sort', 'ascending');
      await expect(app.range).toHaveText('11 - 12/12');
    },
  );

  test(
    'the header checkbox selects the page, and the selection is deleted after confirmation',
    FULL,
    async ({ app, api, admin, page }) => {
      const owner = await api.user(unique('many'));
      const created = await api.createAll(['first', 'second', 'third'], { owner });
      await app.open(`users/${owner}/tokens`, admin);
      await app.box('Select all on this page').check();
      await expect(page.getByText('3 selected')).toBeVisible();
      await app.box('Select first').uncheck();
      const dialog = app.dialog('Confirm deletion');
      await app.button('Delete').click();
      await expect(dialog).toContainText('Delete the selected tokens (2)?');
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expect(app.names()).toHaveCount(3);
      await app.button('Delete').click();
      await app.button('Yes', dialog).click();
      await expect(app.names()).toHaveText(['first']);
      await expect(page.getByText('Deleted: 2')).toBeVisible();

      await app.button('Delete first').click();
      await app.button('Yes', dialog).click();
      await expect(page.getByText('No tokens yet.')).toBeVisible();
      expect(await Promise.all(created.map(({ token }) => api.isValid(token)))).toEqual([false, false, false]);
    },
  );

  test('tokens that could not be deleted are listed by name', FULL, async ({ app, api, admin, page }) => {
    const owner = await api.user(unique('many'));
    const [, gone] = await api.createAll(['stays', 'went before'], { owner });
    await app.open(`users/${owner}/tokens`, admin);
    await app.box('Select all on this page').check();
    await api.call('DELETE', `apiTokens/${gone!.id}`);
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(/^went before: /)).toBeVisible();
    await expect(page.getByText('No tokens yet.'), 'the other is deleted').toBeVisible();
  });
});

test.describe('users', () => {
  test('users are found by all their names, created, changed and deleted', async ({ app, api, admin, page }) => {
    const name = unique('new');
    await app.open('users', admin);
    await app.button('Create user').click();
    const dialog = app.dialog('Create user');
    await app.field('User name', dialog).fill('not a name');
    await app.button('Create user', dialog).click();
    await expect(
      dialog.getByText('A user name can contain letters, digits, and the characters . _ @ + -'),
    ).toBeVisible();
    await app.field('User name', dialog).fill(name);
    await app.field('Last name – optional', dialog).fill(`Van ${name}`);
    await app.chooseScopes(dialog.getByRole('button', { name: /^Scopes/ }), 'logs.read');
    await app.button('Create user', dialog).click();
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({
      lastName: `Van ${name}`,
      scopes: ['logs.read'],
      manageOwnTokens: true,
      enabled: true,
    });

    await app.box('Can manage own tokens').uncheck();
    await app.field('First name – optional').fill('Ada');
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({ firstName: 'Ada', manageOwnTokens: false });

    await app.goTo('users');
    await page.getByRole('searchbox').fill(`van ${name}`);
    await expect(app.row(name)).toContainText(`Ada Van ${name}`);
    await page.getByRole('link', { name }).click();
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Delete user?')).click();
    await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
  });

  test('an existing user is not replaced, and a user with tokens is not deleted', async ({ app, api, admin, page }) => {
    app.watch.expects(409, 412);
    const name = await api.user(unique('there'), { firstName: 'Thea' });
    await api.create({ owner: name });
    await app.open('users', admin);
    await app.button('Create user').click();
    await app.field('User name', app.dialog('Create user')).fill(name);
    await app.button('Create user', app.dialog('Create user')).click();
    await expect(page.getByText('A user with this name already exists.')).toBeVisible();
    await app.button('Cancel', app.dialog('Create user')).click();
    await app.goTo(`users/${name}`);
    await expect(page.getByText('Tokens: 1 (personal: 0)')).toBeVisible();
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Delete user?')).click();
    await expect(
      app.errorText('The user still has tokens. Delete them first, or assign them to another owner through the API.'),
    ).toBeVisible();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({ firstName: 'Thea' });
  });

  test(
    'a user takes over the tokens of its owner only if that is selected',
    FULL,
    async ({ app, api, admin, page }) => {
      app.watch.expects(409);
      const owner = unique('service');
      const { token } = await api.create({ owner, scopes: ['apiTokens.read'] });
      await app.open('users', admin);
      await app.button('Create user').click();
      const dialog = app.dialog('Create user');
      const takeOver = app.box('Take over existing tokens', dialog);
      await app.field('User name', dialog).fill(owner);
      await expect(takeOver).toBeHidden();
      await app.button('Create user', dialog).click();
      await expect(app.errorText('This owner already has tokens')).toBeFocused();
      await app.button('Create user', dialog).click();
      await expect(app.errorText('This owner already has tokens')).toBeFocused();
      await takeOver.check();
      await app.field('User name', dialog).fill(`${owner}x`);
      await expect(takeOver, 'another owner').toBeHidden();
      await app.field('User name', dialog).fill(owner);
      await takeOver.check();
      await app.button('Create user', dialog).click();
      await expect(page.getByRole('heading', { name: owner, exact: true })).toBeVisible();
      expect(await api.call('GET', `users/${owner}`)).toMatchObject({ tokens: 1 });
      expect(await api.isValid(token)).toBe(true);
    },
  );

  test('concurrent changes of a user are not overwritten', FULL, async ({ app, api, admin, page }) => {
    app.watch.expects(412);
    const name = await api.user(unique('shared'));
    await app.open(`users/${name}`, admin);
    await app.field('First name – optional').fill('Mine');
    await api.user(name, { firstName: 'Theirs' });
    await app.button('Update').click();
    await expect(page.getByText('This item has changed since you opened it').first()).toBeVisible();
    await expect(app.field('First name – optional')).toHaveValue('Mine');
    await expect(page.getByText('Saved by someone else: Theirs')).toBeVisible();
  });
});

test.describe('the identities of a user', () => {
  test('an administrator adds, corrects and removes them', async ({ app, api, admin, page }) => {
    const issuer = await createIssuerOfPeople(api);
    const subject = unique('subject');
    const other = await api.user(unique('mary'), { identities: [{ issuer, subject }] });
    const name = await api.user(unique('jane'));
    await app.open(`users/${name}`, admin);

    await app.button('Add identity').click();
    await app.button('Update').click();
    await expect(page.getByText('Choose an issuer and enter a subject for each identity.')).toBeVisible();
    app.watch.expects(409);
    await page.getByRole('button', { name: 'Issuer of identity 1' }).click();
    await page.getByRole('option', { name: issuer }).click();
    await page.getByRole('textbox', { name: 'Subject of identity 1' }).fill(subject);
    await app.button('Update').click();
    await expect(page.getByText('Another user signs in with this identity.')).toBeVisible();
    await api.call('PUT', `users/${other}`, { scopes: [], identities: [] });
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({ identities: [{ issuer, subject }] });

    await page.getByRole('button', { name: 'Remove identity 1' }).click();
    await app.button('Update').click();
    await expect.poll(() => api.call<object>('GET', `users/${name}`)).not.toHaveProperty('identities');
  });

  test('a user sees them and cannot change them', FULL, async ({ app, api, page }) => {
    const issuer = await createIssuerOfPeople(api);
    const scopes = [...MANAGER, 'users.read', 'users.write'];
    const owner = await api.user(unique('jane'), { scopes, identities: [{ issuer, subject: '1' }] });
    const { token } = await api.create({ owner, scopes });
    await app.open(`users/${owner}`, token);

    await expect(page.getByRole('textbox', { name: 'Subject of identity 1' })).toHaveValue('1');
    await expect(page.getByRole('textbox', { name: 'Subject of identity 1' })).toBeDisabled();
    await expect(app.button('Add identity')).toHaveCount(0);
  });
});
