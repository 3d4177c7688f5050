import { expect, test, unique } from './support/test';

/** Seed 001: a click on the name edits. */
test.describe('editing a token', () => {
  test('name, description, expiry, scopes and status change; the user does not', async ({ app, api, admin, page }) => {
    const { id, name } = await api.create({ owner: 'ci', expirationDate: 'now+5d' });
    await app.open(`tokens?name=${name}`, admin);
    await page.getByRole('link', { name }).click();
    await expect(app.field('User')).toHaveAttribute('readonly', '');
    await expect(app.field('User')).toHaveValue('ci');
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

  test('Cancel changes nothing, and the expiry can be taken away', async ({ app, api, admin }) => {
    const { id, name } = await api.create({ expirationDate: 'now+5d' });
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('something else');
    await app.button('Cancel').click();
    await app.goTo(`tokens/${id}`);
    await expect(app.field('Name *')).toHaveValue(name);
    await app.box('Set expiration date and time').uncheck();
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.get(id)).not.toHaveProperty('expirationDate');
  });

  test('an expired token says that its date is to be updated, which brings it back', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, token } = await api.createExpired();
    await app.open(`tokens/${id}`, admin);
    await expect(page.getByText('This token has expired. Update the expiration date to use it again.')).toBeVisible();
    await app.field('Expires at').fill('now+1d');
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.takes(token)).toBe(true);
  });

  test('regenerating asks first; then the old token is invalid and the new one is shown once', async ({
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
    expect(await api.takes(token)).toBe(true);

    await app.button('Regenerate').click();
    await app.button('Regenerate', dialog).click();
    const renewed = await app.takeToken();
    expect(renewed.slice(0, renewed.lastIndexOf('.'))).toBe(id);
    expect(await api.takes(token)).toBe(false);
    expect(await api.takes(renewed)).toBe(true);
    await expect(app.field('Name *'), 'all else stays').toHaveValue(name);
    await expect(page.locator('dt:has-text("Regenerated at") + dd')).toContainText('20');
  });

  test('with an overlap the old token works on until then, or until that is ended', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, token } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.button('Regenerate').click();
    const dialog = app.dialog('Regenerate token?');
    await app.pick(dialog.getByRole('button', { name: /^Overlap for the previous token value/ }), '1 hour');
    await expect(dialog).toContainText('The previous token value becomes invalid on');
    await app.button('Regenerate', dialog).click();
    await expect(app.once).toContainText('The previous token value is valid until');
    const renewed = await app.takeToken();
    expect([await api.takes(token), await api.takes(renewed)]).toEqual([true, true]);
    await expect(page.getByText('The previous token value is valid until')).toBeVisible();
    await app.button('End overlap now').click();
    await expect(page.getByText('The previous token value is valid until')).toBeHidden();
    expect([await api.takes(token), await api.takes(renewed)]).toEqual([false, true]);
  });

  test('deleting asks first', async ({ app, api, admin, page }) => {
    const { id, name, token } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.button('Delete').click();
    await app.button('No', app.dialog('Confirm deletion')).click();
    expect(await api.takes(token)).toBe(true);
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
    expect(await api.takes(token)).toBe(false);
  });

  test('what somebody else changed meanwhile is not overwritten', async ({ app, api, admin, page }) => {
    app.watch.expects(412);
    const { id, name } = await api.create();
    await app.open(`tokens/${id}`, admin);
    await app.field('Name *').fill('mine');
    await api.call('PATCH', `apiTokens/${id}`, { description: 'theirs' });
    await app.button('Update').click();
    await expect(page.getByText('Someone else made changes.')).toBeVisible();
    expect(await api.get(id)).toMatchObject({ name, description: 'theirs' });
    await app.button('Reload').click();
    await expect(app.field('Description – optional')).toHaveValue('theirs');
    await app.field('Name *').fill('both');
    await app.button('Update').click();
    await expect(app.button('Create API token')).toBeVisible();
    expect(await api.get(id)).toMatchObject({ name: 'both', description: 'theirs' });
  });

  test('who regenerates the token in use goes on with the new one', async ({ app, api, page }) => {
    const owner = await api.user(unique('self'));
    const { id, token } = await api.create({ owner, scopes: ['apiTokens.read', 'apiTokens.rotateSelf'] });
    await app.open(`tokens/${id}`, token);
    await expect(app.button('Update')).toBeHidden();
    await app.button('Regenerate').click();
    await app.button('Regenerate', app.dialog('Regenerate token?')).click();
    const renewed = await app.takeToken();
    await app.goTo('profile');
    await expect(app.row('Current session')).toBeVisible();
    await expect(page.getByText('You were signed out')).toHaveCount(0);
    expect([await api.takes(token), await api.takes(renewed)]).toEqual([false, true]);
  });
});
