import { expect, FULL, test, unique } from './support/test';

test.describe('editing a token', () => {
  test('name, description, expiration, scopes and status are editable; the user is not', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, name } = await api.create({ owner: 'ci', expirationDate: 'now+5d' });
    await app.open(`tokens?name=${name}`, admin);
    await page.getByRole('link', { name }).click();
    await expect(app.field('User')).toHaveAttribute('readonly', '');
    await expect(app.field('User')).toHaveValue('ci');
    await app.button('Copy token ID').click();
    await expect(page.getByText('The token ID was copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
    await app.field('Name *').fill(`${name} renamed`);
    await app.field('Description – optional').fill('Why it is there');
    await app.field('Expires at').fill('2031-01-02 03:04:05');
    await app.chooseScopes(app.button(/^Scopes/), 'logs.read');
    await app.box('Enabled').uncheck();
    await app.button('Update').click();
    await expect(page.getByText(`“${name} renamed” was updated.`)).toBeVisible();
    await expect(app.row(`${name} renamed`)).toContainText('Disabled');
    expect(await api.get(id)).toMatchObject({
      name: `${name} renamed`,
      description: 'Why it is there',
      expirationDate: '2031-01-02T02:04:05.000Z',
      scopes: ['metrics.read', 'logs.read'],
      enabled: false,
      owner: 'ci',
    });
  });

  test('Cancel changes nothing, and the expiration can be removed', FULL, async ({ app, api, admin }) => {
    const { id, name } = await api.create({ expirationDate: 'now+5d' });
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('something else');
    await app.button('Cancel').click();
    await app.button('Leave', app.dialog('Leave this page?')).click();
    await app.goTo(`tokens/${id}`);
    await expect(app.field('Name *')).toHaveValue(name);
    await app.box('Set expiration date and time').uncheck();
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.get(id)).not.toHaveProperty('expirationDate');
  });

  test('an expired token asks for a new date, which makes it valid again', FULL, async ({ app, api, admin, page }) => {
    const { id, token } = await api.createExpired();
    await app.open(`tokens/${id}`, admin);
    await expect(page.getByText('This token has expired. Update the expiration date to use it again.')).toBeVisible();
    await app.field('Expires at').fill('now+1d');
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.isValid(token)).toBe(true);
  });

  test('regenerating asks for confirmation, invalidates the old token and shows the new one once', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, name, token } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.button('Regenerate').click();
    const dialog = app.dialog('Regenerate token?');
    await expect(dialog).toContainText('The previous token value becomes invalid immediately.');
    await app.button('Cancel', dialog).click();
    await expect(dialog).toBeHidden();
    expect(await api.isValid(token)).toBe(true);

    await app.button('Regenerate').click();
    await app.button('Regenerate', dialog).click();
    const renewed = await app.copyTokenAndClose();
    expect(renewed.slice(0, renewed.lastIndexOf('.'))).toBe(id);
    expect(await api.isValid(token)).toBe(false);
    expect(await api.isValid(renewed)).toBe(true);
    await expect(app.field('Name *'), 'other fields are unchanged').toHaveValue(name);
    await expect(page.locator('dt:has-text("Regenerated at") + dd')).toContainText('20');
  });

  test('with an overlap, the old token works until the overlap ends or is ended', async ({ app, api, admin, page }) => {
    const { id, token } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.button('Regenerate').click();
    const dialog = app.dialog('Regenerate token?');
    await app.pick(dialog.getByRole('button', { name: /^Overlap for the previous token value/ }), '1 hour');
    await expect(dialog).toContainText('The previous token value becomes invalid on');
    await app.button('Regenerate', dialog).click();
    await expect(app.once).toContainText('The previous token value is valid until');
    const renewed = await app.copyTokenAndClose();
    expect([await api.isValid(token), await api.isValid(renewed)]).toEqual([true, true]);
    await expect(page.getByText('The previous token value is valid until')).toBeVisible();
    await app.button('End overlap now').click();
    await expect(page.getByText('The previous token value is valid until')).toBeHidden();
    expect([await api.isValid(token), await api.isValid(renewed)]).toEqual([false, true]);
  });

  test('deleting asks for confirmation', async ({ app, api, admin, page }) => {
    const { id, name, token } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.button('Delete').click();
    await app.button('No', app.dialog('Confirm deletion')).click();
    expect(await api.isValid(token)).toBe(true);
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
    expect(await api.isValid(token)).toBe(false);
  });

  test('concurrent changes of another user are not overwritten', FULL, async ({ app, api, admin, page }) => {
    app.watch.expects(412);
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('mine');
    await api.call('PATCH', `apiTokens/${id}`, { description: 'theirs' });
    await app.button('Update').click();
    await expect(page.getByText('This item has changed since you opened it').first()).toBeVisible();
    expect(await api.get(id)).toMatchObject({ name, description: 'theirs' });
    await expect(app.field('Description – optional')).toHaveValue('theirs');
    await app.field('Name *').fill('both');
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.get(id)).toMatchObject({ name: 'both', description: 'theirs' });
  });

  test('after regenerating its own token, the session continues with the new one', async ({ app, api, page }) => {
    const owner = await api.user(unique('self'));
    const { id, token } = await api.create({ owner, scopes: ['apiTokens.read', 'apiTokens.rotateSelf'] });
    await app.open(`tokens/${id}`, token);
    await expect(app.button('Update')).toBeHidden();
    await app.button('Regenerate').click();
    const dialog = app.dialog('Regenerate token?');
    await app.pick(dialog.getByRole('button', { name: /^Overlap/ }), 'None');
    await app.button('Regenerate', dialog).click();
    const renewed = await app.copyTokenAndClose();
    await app.goTo('profile');
    await expect(app.row('Current session')).toBeVisible();
    await expect(page.getByText('You were signed out')).toHaveCount(0);
    expect([await api.isValid(token), await api.isValid(renewed)]).toEqual([false, true]);
  });
});
