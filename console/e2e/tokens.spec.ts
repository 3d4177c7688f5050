import { expect, FULL, test, unique } from './support/test';

test.describe('the table of all tokens', () => {
  test('columns and filters', async ({ app, api, admin, page }) => {
    const run = unique('run');
    const [jane, joe] = [await api.user(unique('jane'), { scopes: ['metrics.read'] }), await api.user(unique('joe'))];
    const soon = await api.create({ name: `${run} soon`, owner: jane, expirationDate: 'now+3d' });
    await api.create({ name: `${run} off`, owner: joe, enabled: false, expirationDate: 'now+40d', project: 'web' });
    const hers = await api.create({
      name: `${run} hers`,
      owner: jane,
      scopes: ['apiTokens.read', 'apiTokens.write', 'logs.read'],
    });
    await api.as(hers.token).create({ name: `${run} by her`, scopes: ['logs.read'] });
    const expired = await api.createExpired({ name: `${run} expired`, owner: joe });
    await app.open(`tokens?name=${run}`, admin);

    for (const header of ['Name', 'User', 'Expires at', 'Created at', 'Created by', 'Last accessed at', 'Status']) {
      await expect(app.header(header)).toBeVisible();
    }
    await expect(app.cells(soon.name)).toContainText([
      '',
      jane,
      /20\d\d, \d\d:\d\d C/,
      /20\d\d, \d\d:\d\d C/,
      'admin',
      '–',
      'Enabled',
    ]);
    await expect(app.row(expired.name)).toContainText('Update the expiration date to use it again.');
    await expect(app.names()).toHaveCount(5);

    const shows = async (...names: string[]) => {
      await app.button('Apply').click();
      await expect(app.names()).toContainText(names.map((name) => `${run} ${name}`));
      await expect(app.names()).toHaveCount(names.length);
    };
    const reset = async () => {
      await app.button('Reset').click();
      await expect(page).toHaveURL(/tokens$/);
      await app.field('Name').fill(run);
    };
    const status = app.button('Status Any');
    await app.pick(status, 'Disabled');
    await shows('off');
    await reset();
    await app.field('Expires in less than (days)').fill('7');
    await shows('soon');
    await reset();
    await app.field('Users').pressSequentially(joe);
    await page.getByRole('option', { name: joe }).first().click();
    await shows('expired', 'off');
    await reset();
    // What is typed and not yet added counts as well.
    await app.field('Created by').fill(jane);
    await shows('by her');
    await reset();
    await app.pick(app.button('Expired Any'), 'Yes');
    await shows('expired');
    await reset();
    await app.field('Not used for (days)').fill('1');
    await shows('expired', 'by her', 'off', 'soon');
    await reset();
    await app.field('Project').fill('web');
    await shows('off');
  });

  test('the URL contains the filter, for reload, links and the back button', async ({ app, api, admin, page }) => {
    const run = unique('run');
    await api.createAll([`${run} a`, `${run} b`]);
    await api.create({ name: `${run} off`, enabled: false });
    await page.goto('tokens');
    await page.getByLabel('Keep me signed in on this tab').check();
    await app.signIn(admin);
    await app.field('Name').fill(run);
    await app.button('Apply').click();
    await expect(app.names()).toHaveCount(3);
    await app.pick(app.button('Status Any'), 'Disabled');
    await app.button('Apply').click();
    await expect(app.names()).toHaveText([`${run} off`]);
    await expect(page.getByText('Filter (2 active)')).toBeVisible();
    expect(Object.fromEntries(app.query())).toEqual({ name: run, status: 'disabled' });

    await page.reload();
    await expect(app.names()).toHaveText([`${run} off`]);
    await expect(app.field('Name')).toHaveValue(run);
    await page.goBack();
    await expect(app.names()).toHaveCount(3);
    await expect(page.getByText('Filter (1 active)')).toBeVisible();
    await page.goForward();
    await expect(app.names()).toHaveText([`${run} off`]);

    await page.getByRole('link', { name: `${run} off` }).click();
    await expect(app.field('Name *')).toHaveValue(`${run} off`);
    await app.button('Cancel').click();
    await expect(app.names(), 'a form returns to the same list').toHaveText([`${run} off`]);
  });

  test('a click on the status changes it immediately', FULL, async ({ app, api, admin }) => {
    const { id, name, token } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    await app.button(`Enabled. Disable ${name}`).click();
    await expect(app.button(`Disabled. Enable ${name}`)).toBeVisible();
    expect(await api.isValid(token)).toBe(false);
    await app.button(`Disabled. Enable ${name}`).click();
    await expect(app.button(`Enabled. Disable ${name}`)).toBeVisible();
    expect(await api.get(id)).toMatchObject({ enabled: true });
  });

  test('several tokens are disabled, enabled and deleted together after confirmation', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const run = unique('run');
    const created = await api.createAll(['a', 'b', 'c'].map((one) => `${run} ${one}`));
    const enabled = async () => (await api.list(`name("${run}")`)).map((token) => token.enabled);
    await app.open(`tokens?name=${run}`, admin);
    for (const action of ['Enable', 'Disable', 'Delete']) await expect(app.button(action)).toBeDisabled();
    await expect(page.getByText('0 selected')).toBeVisible();
    await app.box(`Select ${run} a`).check();
    await app.box(`Select ${run} b`).check();
    await expect(page.getByText('2 selected')).toBeVisible();

    await app.button('Disable').click();
    await app.button('Cancel', app.dialog('Disable tokens?')).click();
    expect(await enabled()).toEqual([true, true, true]);
    await app.button('Disable').click();
    await app.button('Disable', app.dialog('Disable tokens?')).click();
    await expect(page.getByText('Disabled: 2')).toBeVisible();
    expect(await enabled()).toEqual([true, false, false]);
    await expect(page.getByText('2 selected'), 'what is still there stays selected').toBeVisible();

    await app.button('Enable').click();
    await app.button('Enable', app.dialog('Enable tokens?')).click();
    await expect(page.getByText('Enabled: 2')).toBeVisible();
    expect(await enabled()).toEqual([true, true, true]);

    await app.button('Delete').click();
    await expect(app.dialog('Confirm deletion')).toContainText('(2)');
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(app.names()).toHaveText([`${run} c`]);
    expect(await api.isValid(created[0]!.token)).toBe(false);
  });

  test('failures of a bulk action are listed by token name', async ({ app, api, admin, page }) => {
    const run = unique('run');
    const [remaining, deleted] = await api.createAll([`${run} remaining`, `${run} deleted`]);
    await app.open(`tokens?name=${run}`, admin);
    await app.box('Select all on this page').check();
    await expect(page.getByText('2 selected')).toBeVisible();
    await api.call('DELETE', `apiTokens/${deleted!.id}`);
    await app.button('Disable').click();
    await app.button('Disable', app.dialog('Disable tokens?')).click();
    await expect(page.getByText('Failed: 1')).toBeVisible();
    await expect(page.getByText(new RegExp(`${deleted!.name}.*`)).first()).toBeVisible();
    await expect(app.button(`Disabled. Enable ${remaining!.name}`)).toBeVisible();
  });
});
