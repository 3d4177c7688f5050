import { expect, FULL, MANAGER, test, unique } from './support/test';

test.describe('signing in', () => {
  test('a valid token signs in, and its owner and expiration are shown', async ({ app, api, page }) => {
    const owner = await api.user(unique('jane'));
    const { token } = await api.create({
      name: 'her console',
      owner,
      scopes: MANAGER,
      expirationDate: '2030-05-01T10:00:00Z',
    });

    await app.open('', token);

    const navigation = page.getByRole('navigation').filter({ hasText: 'Signed in as' });
    await expect(navigation).toContainText(`Signed in as ${owner}`);
    await expect(navigation).toContainText('Expires 1 May 2030, 12:00 CEST');
    await app.button(`Signed in as ${owner}`).click();
    await expect(page.getByRole('menu', { name: 'Token “her console”, expires 1 May 2030, 12:00 CEST' })).toBeVisible();
  });

  test('a malformed token value is rejected without a request', FULL, async ({ app, page }) => {
    await page.goto('');
    await app.signInButton.click();
    await expect(app.errorText('Enter a token value.')).toBeVisible();
    await expect(app.field('Token')).toBeFocused();
    await app.signIn('tk0c01.half');
    await expect(app.errorText('The token value isn’t valid.')).toBeVisible();
    await app.signIn(`Bearer tk0c01.${'A'.repeat(24)}.${'A'.repeat(60)}`);
    await expect(app.errorText('The token value is incomplete.')).toBeVisible();
    expect(app.watch.traffic.filter((line) => line.includes('/v2/') && !line.endsWith('/v2/signIn'))).toEqual([]);
  });

  test('a token value is accepted with the header, quotes and blanks around it', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: MANAGER });
    await page.goto('profile');
    await app.signIn(`  "Authorization: Api-Token ${token}" `);
    await expect(app.row('Current session')).toBeVisible();
  });

  test('an invalid token is rejected without details', async ({ app, api, page }) => {
    app.watch.expects(401);
    const deleted = await api.create();
    await api.call('DELETE', `apiTokens/${deleted.id}`);
    await page.goto('');
    for (const [what, token] of Object.entries({
      unknown: `tk0c01.${'A'.repeat(24)}.${'A'.repeat(64)}`,
      disabled: (await api.create({ enabled: false })).token,
      expired: (await api.createExpired()).token,
      deleted: deleted.token,
    })) {
      await test.step(what, async () => {
        const rejection = page.waitForResponse((response) => response.status() === 401);
        await app.signIn(token);
        await rejection;
        await expect(
          app.errorText('The token was rejected. It might be mistyped, disabled, expired, or deleted.'),
        ).toBeVisible();
        await expect(app.field('Token')).toBeFocused();
        await expect(app.signInButton).toBeVisible();
      });
    }
  });

  test('a reload signs out, and the token is not stored in the browser', async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: MANAGER });
    await app.open('tokens', token);
    expect(
      await page.evaluate(() =>
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.cookie]),
      ),
    ).not.toContain(token.slice(-64));
    await page.reload();
    await expect(app.signInButton).toBeVisible();
    await expect(app.field('Token')).toHaveValue('');
  });

  test('a token that is saved for the tab survives a reload and is removed on sign-out', async ({
    app,
    api,
    page,
    context,
  }) => {
    const owner = await api.user(unique('keeper'));
    const { token } = await api.create({ owner, scopes: MANAGER });
    await page.goto('profile');
    await page.getByLabel('Keep me signed in on this tab').check();
    await app.signIn(token);
    await expect(page.getByRole('heading', { name: 'User profile: API tokens' })).toBeVisible();

    await page.reload();
    await expect(page.getByRole('heading', { name: 'User profile: API tokens' })).toBeVisible();
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await other.close();

    await app.button(`Signed in as ${owner}`).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(app.signInButton).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.reload();
    await expect(app.signInButton).toBeVisible();
  });

  test('a session ends after fifteen minutes without activity', async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: MANAGER });
    await page.clock.install();
    await app.open('profile', token);
    await expect(page.getByRole('heading', { name: 'User profile: API tokens' })).toBeVisible();

    await page.clock.fastForward('14:00');
    await page.keyboard.press('Shift');
    await page.clock.fastForward('14:30');
    await expect(page.getByRole('heading', { name: 'User profile: API tokens' })).toBeVisible();
    await page.clock.fastForward('01:00');
    await expect(page.getByText('You were signed out after 15 minutes of inactivity.')).toBeVisible();
    await expect(app.signInButton).toBeVisible();
  });

  test('a token that becomes invalid ends the session with the reason', FULL, async ({ app, api, page }) => {
    app.watch.expects(401);
    const { id, token } = await api.create({ scopes: MANAGER });
    await app.open('profile', token);
    await expect(app.row('Current session')).toBeVisible();
    await api.call('DELETE', `apiTokens/${id}`);
    await app.button('Refresh').click();
    await expect(page.getByText('You were signed out because your token is no longer valid.')).toBeVisible();
  });

  test('under another base URL, the console calls the API at that URL', async ({ app, admin, page, baseURL }) => {
    await page.goto(new URL('/e/default/api/console/tokens?size=10', baseURL).href);
    await app.signIn(admin);
    await expect(page.getByRole('heading', { name: 'API tokens' })).toBeVisible();
    await page.getByRole('link', { name: 'Users' }).click();
    await expect(page).toHaveURL(/\/e\/default\/api\/console\/users$/);
    await expect(app.button('Create user')).toBeVisible();
    expect(app.watch.traffic.filter((line) => !line.includes(' /e/default/api/') && !/ image\//.test(line))).toEqual(
      [],
    );
  });

  test('the colour scheme follows changes of the system setting', FULL, async ({ page }) => {
    await page.goto('');
    const text = () =>
      page
        .getByRole('heading', { level: 1 })
        .evaluate((heading) => Number(/\d+/.exec(getComputedStyle(heading).color)?.[0]));
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(text, 'dark on light').toBeLessThan(100);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(text, 'light on dark').toBeGreaterThan(150);
  });
});
