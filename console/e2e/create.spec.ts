import { expect, FULL, test, unique } from './support/test';

test.describe('creating an API token', () => {
  test('a token with all fields is created and shown once', async ({ app, api, admin, page }) => {
    const owner = await api.user(unique('zoe'), {
      firstName: 'Zoë',
      lastName: unique('Lastname'),
      scopes: ['metrics.read', 'logs.read'],
    });
    const { lastName } = await api.call<{ lastName: string }>('GET', `users/${owner}`);
    const name = unique('dashboards');
    await app.open(`tokens?name=${name}`, admin);
    await app.button('Create API token').click();

    await app.button('Add').click();
    await expect(page.getByText('This field is required.')).toHaveCount(2);
    await expect(page.getByText('Enter an expiration date and time, or clear the check box above.')).toBeVisible();
    await expect(page.getByText('Choose at least one scope.')).toBeVisible();

    await app.field('Name *').fill(name);
    await app.field('User *').pressSequentially(lastName.slice(0, 14));
    await page.getByRole('option', { name: owner }).click();
    await expect(app.field('User *')).toHaveValue(owner);
    await expect(app.box('Personal token'), 'personal by default for a registered user').toBeChecked();
    await expect(page.getByText(`Selected because ${owner} is a user.`)).toBeVisible();
    await app.field('Description – optional').fill('What the wall shows');
    await expect(app.box('Set expiration date and time')).toBeChecked();
    await app.field('Expires at').fill('2030-02-03 04:05:06');
    await expect(page.getByText('Valid until 3 Feb 2030, 04:05 CET (2030-02-03T03:05:06.000Z).')).toBeVisible();
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read', 'logs.read');
    await app.field('Project – optional').fill('web');
    await expect(app.box('Enabled')).toBeChecked();
    await app.box('Enabled').uncheck();

    const creation = page.waitForRequest((request) => request.method() === 'POST');
    await app.button('Add').click();
    expect((await creation).postDataJSON()).toEqual({
      name,
      owner,
      allowedIps: null,
      description: 'What the wall shows',
      expirationDate: '2030-02-03T03:05:06.000Z',
      scopes: ['metrics.read', 'logs.read'],
      project: 'web',
      personalAccessToken: true,
      enabled: false,
    });
    const token = await app.copyTokenAndClose();
    await expect(app.row(name), 'the new token appears in the previous list').toContainText(owner);
    await expect(app.row(name)).toContainText('Disabled');
    expect(await api.get(token.slice(0, token.lastIndexOf('.')))).toMatchObject({
      name,
      owner,
      project: 'web',
      createdBy: 'admin',
    });
  });

  test('exactly one user is selected from the list of all users', FULL, async ({ app, api, admin, page }) => {
    const [one, other] = [await api.user(unique('aa')), await api.user(unique('ab'), { firstName: 'Bea' })];
    await app.open('tokens/new', admin);
    await app.button('Select').click();
    const dialog = app.dialog('Select a user');
    await expect(app.button('Select', dialog)).toBeDisabled();
    await dialog.getByRole('searchbox').fill(one);
    await dialog.getByRole('radio', { name: `Select ${one}` }).check();
    await dialog.getByRole('searchbox').fill('Bea');
    await dialog.getByRole('radio', { name: `Select ${other}` }).check();
    await app.button('Select', dialog).click();
    await expect(dialog).toBeHidden();
    await expect(app.field('User *')).toHaveValue(other);
    await expect(page.getByRole('combobox', { name: 'User *' })).toHaveCount(1);
  });

  test(
    'an owner without a user record gets a token that is not personal and can be without expiration',
    FULL,
    async ({ app, api, admin }) => {
      const owner = unique('robot');
      await app.open('tokens/new', admin);
      await app.field('Name *').fill('forever');
      await app.field('User *').fill(owner);
      await app.field('User *').press('Tab');
      await expect(app.box('Personal token')).not.toBeChecked();
      await app.box('Set expiration date and time').uncheck();
      await expect(app.field('Expires at')).toBeHidden();
      await app.chooseScopes(app.button(/^Scopes/), 'snapshots.upload');
      await app.button('Add').click();
      const token = await app.copyTokenAndClose();
      const created = await api.get(token.slice(0, token.lastIndexOf('.')));
      expect(created).toMatchObject({ owner, personalAccessToken: false });
      expect(created).not.toHaveProperty('expirationDate');
    },
  );

  test('relative dates are previewed, and past or invalid dates are rejected', FULL, async ({ app, admin, page }) => {
    await page.clock.setFixedTime('2026-12-18T10:37:42.518Z');
    // Without its time, the clock of the browser counts.
    await page.route(/\/v2\/(?!signIn$)/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), date: '' } });
    });
    await app.open('tokens/new', admin);
    const expiry = app.field('Expires at');
    await expiry.fill('now+14d');
    await expect(page.getByText('Valid until 1 Jan 2027, 11:37 CET (2027-01-01T10:37:42.518Z).')).toBeVisible();
    await expiry.fill('now+1w/w');
    await expect(page.getByText('(2026-12-21T00:00:00.000Z)')).toBeVisible();
    await expiry.fill('2027-07-01T12:00+05:30');
    await expect(page.getByText('Valid until 1 Jul 2027, 08:30 CEST (2027-07-01T06:30:00.000Z).')).toBeVisible();
    await app.button('Add').click();
    for (const [text, said] of [
      ['tomorrow', 'The date isn’t valid.'],
      ['2027-02-30 10:00', 'The date isn’t valid.'],
      ['now-1y/w', 'The date is in the past.'],
    ] as const) {
      await expiry.fill(text);
      await expect(page.getByText(said)).toBeVisible();
    }
    await expiry.fill('');
    await app.button('Choose a date').click();
    await page.getByRole('gridcell', { name: '24 December 2026', exact: true }).click();
    await expect(expiry, 'a selected day lasts until its end').toHaveValue('2026-12-24 23:59:59');
    await app.button('Language and time zone').click();
    await page.getByRole('menuitemcheckbox', { name: 'UTC' }).click();
    await expect(expiry, 'the instant stays, and its text follows the zone').toHaveValue('2026-12-24 22:59:59');
    await expect(page.getByText('Valid until 24 Dec 2026, 22:59 UTC (2026-12-24T22:59:59.000Z).')).toBeVisible();
  });

  test('scopes are found by name and description', FULL, async ({ app, admin, page }) => {
    await app.open('tokens/new', admin);
    await app.button(/^Scopes/).click();
    const options = page.getByRole('option');
    expect(await options.count(), 'more are rendered on scrolling').toBeGreaterThan(10);
    await page.getByPlaceholder('Find scopes').fill('ingest');
    await expect(page.getByRole('option', { name: /^logs\.ingest/ })).toBeVisible();
    await expect(options.filter({ hasText: 'slo.read' })).toHaveCount(0);
    await page.getByPlaceholder('Find scopes').fill('project snapshots');
    await expect(options.filter({ hasText: 'snapshots.upload' })).toHaveCount(1);
    await page.getByPlaceholder('Find scopes').fill('zzz');
    await expect(page.getByText('No scopes found.')).toBeVisible();
  });
});
