import { expect, FULL, test, unique } from './support/test';

const PROJECT_ADMIN = ['apiTokens.read', 'apiTokens.write', 'snapshots.upload'];

test.describe('access tokens of a project', () => {
  test('creating a token requires a name and a date, shows the token once and adds its row without a reload', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const project = unique('web');
    await app.open('', admin);
    await page.getByRole('link', { name: 'Projects', exact: true }).click();
    await page.getByPlaceholder('Find projects by name or display name').fill(project);
    await app.button(`Open “${project}”`).click();
    await expect(page.getByRole('heading', { name: `${project} - Access Tokens` })).toBeVisible();

    const posts = () => app.watch.traffic.filter((line) => line.startsWith('POST'));
    const section = page.locator('form').filter({ hasText: 'New Access Token' });
    await app.button('Create').click();
    await expect(section.getByText('This field is required.')).toHaveCount(2);
    await app.field('Name').fill('nightly');
    await expect(section.getByText('This field is required.')).toHaveCount(1);
    await app.button('Create').click();
    expect(posts()).toEqual([]);
    await app.field('Expiration Date').fill('2030-06-01');
    await expect(section.getByText('Valid until 1 Jun 2030, 23:59 CEST.')).toBeVisible();

    const creation = page.waitForRequest((request) => request.method() === 'POST');
    const loads = app.watch.traffic.filter((line) => line.includes('/console/')).length;
    await app.button('Create').click();
    expect((await creation).postDataJSON()).toEqual({
      name: 'nightly',
      project,
      owner: `ci-${project}`,
      scopes: ['snapshots.upload'],
      expirationDate: '2030-06-01T21:59:59.999Z',
    });
    await expect(app.once).toContainText('You can’t view it again');
    const token = await app.copyTokenAndClose();

    await expect(app.cells('nightly')).toHaveText([
      '–',
      /1 Jun 2030, 23:59 CEST/,
      'No',
      /\d{4}, \d\d:\d\d C/,
      `ci-${project}`,
      'Active',
      '',
    ]);
    expect(app.watch.traffic.filter((line) => line.includes('/console/'))).toHaveLength(loads);
    await expect(app.field('Name')).toHaveValue('');
    expect(await api.isValid(token)).toBe(true);
    expect(await api.get(token.slice(0, token.lastIndexOf('.')))).toMatchObject({
      project,
      owner: `ci-${project}`,
      scopes: ['snapshots.upload'],
    });
  });

  test('an administrator of the project assigns a token to a technical user or to the own name', async ({
    app,
    api,
    page,
  }) => {
    const project = unique('web');
    const owner = unique('jane');
    const other = await api.user(unique('bert'));
    const scopes = [...PROJECT_ADMIN, 'TenantTokenManagement'];
    const { token } = await api.create({ owner, project, scopes });
    await app.open(`projects/${project}`, token);
    const user = app.field('User');
    await expect(user).toHaveValue(`ci-${project}`);
    await app.field('Name').fill('nightly');
    await app.field('Expiration Date').fill('2030-06-01');

    await user.fill('no name');
    await app.button('Create').click();
    await expect(page.getByText('A user name can contain letters, digits')).toBeVisible();
    await expect(user).toBeFocused();

    app.watch.expects(403);
    await user.fill(other);
    await app.button('Create').click();
    await expect(page.getByText('This name belongs to another user.')).toBeVisible();
    await expect(user).toBeFocused();

    await user.fill(owner);
    await app.button('Create').click();
    const own = await app.copyTokenAndClose();
    expect(await api.get(own.slice(0, own.lastIndexOf('.')))).toMatchObject({ owner });
    await expect(user, 'the next token is proposed for the technical user').toHaveValue(`ci-${project}`);
  });

  test('who does not manage the project creates tokens in the own name', FULL, async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: PROJECT_ADMIN });
    await app.open(`projects/${project}`, token);
    await app.field('Name').fill('nightly');
    await expect(app.field('User')).toHaveCount(0);
    await app.field('Expiration Date').fill('2030-06-01');
    const creation = page.waitForRequest((request) => request.method() === 'POST');
    await app.button('Create').click();
    expect((await creation).postDataJSON()).not.toHaveProperty('owner');
    await app.copyTokenAndClose();
  });

  test('the date can be selected in a calendar, except past days', FULL, async ({ app, api, page }) => {
    const project = unique('web');
    const { token } = await api.create({ project, scopes: PROJECT_ADMIN });
    const now = new Date('2027-03-10T10:00:00Z');
    await page.clock.setFixedTime(now);
    // The clock of the server decides which days are past.
    await page.route(/\/v2\/(?!signIn$)/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), date: now.toUTCString() } });
    });
    await app.open('projects', token);
    await expect(page, 'redirected to the only project').toHaveURL(new RegExp(`projects/${project}$`));
    await app.button('Choose a date').click();
    await expect(page.getByRole('gridcell', { name: '9 March 2027', exact: true })).toBeDisabled();
    await page.getByRole('gridcell', { name: '17 March 2027' }).click();
    await expect(app.field('Expiration Date')).toHaveValue('2027-03-17');
    await expect(app.button('Choose a date')).toBeFocused();
    await expect(page.getByText('Valid until 17 Mar 2027, 23:59 CET.')).toBeVisible();
  });

  test('each header sorts, a second click reverses the order, and the order is announced', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const project = unique('web');
    const used = await api.create({ name: 'alpha', project, scopes: PROJECT_ADMIN, expirationDate: 'now+5d' });
    await api.create({ name: 'Bravo', project, scopes: ['snapshots.upload'], expirationDate: 'now+9d' });
    await api.create({ name: 'charlie', project, scopes: ['snapshots.upload'], expirationDate: 'now+2d' });
    await api.as(used.token).list('enabled(true)');
    const expired = await api.createExpired({ name: 'delta', project, scopes: ['snapshots.upload'] });
    await app.open(`projects/${project}?expired=yes`, admin);
    await expect(app.names()).toHaveText([expired.name, 'charlie', 'Bravo', 'alpha']);

    const sorted: Record<string, string[]> = {
      Name: ['alpha', 'Bravo', 'charlie', 'delta'],
      'Expiration Date': ['delta', 'charlie', 'alpha', 'Bravo'],
      'Creation Date': ['alpha', 'Bravo', 'charlie', 'delta'],
    };
    for (const [header, names] of Object.entries(sorted)) {
      await app.header(header).getByRole('button').click();
      await expect(app.header(header)).toHaveAttribute('aria-sort', 'ascending');
      await expect(app.names()).toHaveText(names);
      await app.header(header).getByRole('button').click();
      await expect(app.header(header)).toHaveAttribute('aria-sort', 'descending');
      await expect(app.names()).toHaveText(names.toReversed());
      await expect(page.locator('th[aria-sort=ascending], th[aria-sort=descending]')).toHaveCount(1);
    }
    await app.header('Last Login').getByRole('button').click();
    await expect(app.names().last(), 'never used comes first').toHaveText('alpha');
    await app.header('Last Login').getByRole('button').click();
    await expect(app.names().first()).toHaveText('alpha');
    await app.header('Expired').getByRole('button').click();
    await expect(app.header('Expired')).toHaveAttribute('aria-sort', 'ascending');
    await expect(app.names().last(), 'from No to Yes').toHaveText('delta');
    await app.header('Expired').getByRole('button').click();
    await expect(app.names().first()).toHaveText('delta');
  });

  test('the filter applies while typing and returns to the first page', async ({ app, api, admin, page }) => {
    const project = unique('web');
    await api.createAll(
      Array.from({ length: 12 }, (_, n) => `build ${String(n + 1).padStart(2, '0')}`),
      { project, scopes: ['snapshots.upload'] },
    );
    await app.open(`projects/${project}?size=10&page=2`, admin);
    await expect(app.range).toHaveText('11 - 12/12');
    const filter = page.getByRole('searchbox');
    await filter.pressSequentially('LD 1');
    await expect(app.names()).toHaveText(['build 12', 'build 11', 'build 10']);
    await expect(app.range).toHaveText('1 - 3/3');
    await filter.fill('nothing of the kind');
    await expect(page.getByText('No tokens match the filter.')).toBeVisible();
    await expect(app.range).toHaveText('0 - 0/0');
    await filter.fill('');
    await expect(app.range).toHaveText('1 - 10/12');
  });

  test('the filter searches all columns', FULL, async ({ app, api, admin, page }) => {
    const project = unique('web');
    const scopes = ['snapshots.upload'];
    await api.create({ name: 'ends in spring', project, scopes, expirationDate: '2031-04-05T10:00:00Z' });
    await api.create({ name: 'ends in summer', project, scopes, expirationDate: '2031-07-08T10:00:00Z' });
    await api.create({ name: 'never ends', project, scopes });
    await app.open(`projects/${project}`, admin);
    const filter = page.getByRole('searchbox');
    await filter.fill('5 apr 2031');
    await expect(app.names()).toHaveText(['ends in spring']);
    await filter.fill('2031');
    await expect(app.names()).toHaveText(['ends in summer', 'ends in spring']);
    await filter.fill('never');
    await expect(app.names(), 'by the expiry, and by the name').toHaveText(['never ends']);
    await filter.fill('NO');
    await expect(app.range, 'none of the tokens has expired').toHaveText('1 - 3/3');
    await page.reload();
    await app.signIn(admin);
    await expect(filter).toHaveValue('NO');
  });

  test('if one response cannot contain all tokens, the API searches the names', FULL, async ({ app, admin, page }) => {
    const queries: string[] = [];
    await page.route('**/v2/apiTokens?**', async (route) => {
      const query = new URL(route.request().url()).searchParams;
      queries.push(`${query.get('pageSize')} ${query.get('apiTokenSelector')}`);
      const token = {
        id: 'tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA',
        name: 'build 7',
        enabled: true,
        owner: 'ci',
        creationDate: '2026-01-02T03:04:05.000Z',
      };
      await route.fulfill({ json: { totalCount: 1_001, pageSize: 1, nextPageKey: null, apiTokens: [token] } });
    });
    const project = unique('web');
    await app.open(`projects/${project}`, admin);
    await page.getByRole('searchbox').fill('build');
    await expect(page.getByPlaceholder('Filter by name')).toBeVisible();
    await expect.poll(() => queries.at(-1)).toBe(`20 project("${project}"),expired(false),name("build")`);
    await expect(app.range).toHaveText('1 - 20/1001');
    await expect(app.names()).toHaveText(['build 7']);
  });

  test(
    'the page bar shows the page size, the range and only usable page links',
    FULL,
    async ({ app, api, admin, page }) => {
      const project = unique('web');
      await api.createAll(
        Array.from({ length: 21 }, (_, n) => `build ${n + 1}`),
        { project, scopes: ['snapshots.upload'] },
      );
      await app.open(`projects/${project}`, admin);
      await expect(app.range).toHaveText('1 - 20/21');

      await app.pick(app.button(/Items Per Page/), '10');
      await expect(app.range).toHaveText('1 - 10/21');
      const [first, previous, next, last] = [
        app.button('First page'),
        app.button('Previous page'),
        app.button('Next page'),
        app.button('Last page'),
      ];
      await expect(first).toBeDisabled();
      await expect(previous).toBeDisabled();
      await next.click();
      await expect(app.range).toHaveText('11 - 20/21');
      await expect(first).toBeEnabled();
      await last.click();
      await expect(app.range).toHaveText('21 - 21/21');
      await expect(app.names()).toHaveText(['build 1']);
      await expect(next).toBeDisabled();
      await expect(last).toBeDisabled();
      await previous.click();
      await expect(app.range).toHaveText('11 - 20/21');
      await first.click();
      await expect(app.range).toHaveText('1 - 10/21');
      await next.click();
      await app.header('Name').getByRole('button').click();
      await expect(app.range, 'a new order starts at the first page').toHaveText('1 - 10/21');
      await expect(page.getByRole('rowheader')).toHaveCount(10);
    },
  );

  test('expired tokens are shown only on request and are marked', FULL, async ({ app, api, admin }) => {
    const project = unique('web');
    const { name } = await api.createExpired({ project, scopes: ['snapshots.upload'] });
    await api.create({ name: 'lasting', project, scopes: ['snapshots.upload'], expirationDate: 'now+3d' });
    await app.open(`projects/${project}`, admin);
    await expect(app.names()).toHaveText(['lasting']);
    const show = app.box('Show Expired Access Tokens');
    await expect(show).not.toBeChecked();
    await show.check();
    await expect(app.names()).toHaveText(['lasting', name]);
    await expect(app.row(name)).toContainText('Yes');
    await show.uncheck();
    await expect(app.names()).toHaveText(['lasting']);
  });

  test(
    'the delete button asks for confirmation: No and Esc cancel, Yes deletes',
    FULL,
    async ({ app, api, admin, page }) => {
      const project = unique('web');
      const { token } = await api.create({ name: 'doomed', project, scopes: ['snapshots.upload'] });
      await api.create({ name: 'other', project, scopes: ['snapshots.upload'] });
      await app.open(`projects/${project}`, admin);
      const dialog = app.dialog('Confirm deletion');

      await app.button('Delete doomed').click();
      await expect(dialog).toContainText('doomed');
      await app.button('No', dialog).click();
      await expect(dialog).toBeHidden();
      await app.button('Delete doomed').click();
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(app.button('Delete doomed'), 'focus comes back').toBeFocused();
      expect(await api.isValid(token)).toBe(true);

      await app.button('Delete doomed').click();
      await app.button('Yes', dialog).click();
      await expect(app.names()).toHaveText(['other']);
      await expect(page.getByText('“doomed” was deleted.')).toBeVisible();
      expect(await api.isValid(token)).toBe(false);
    },
  );
});
