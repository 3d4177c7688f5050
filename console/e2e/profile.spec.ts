import { expect, FULL, MANAGER, test, unique } from './support/test';

test.describe('actions without permission are not offered', () => {
  test('a user manages the assigned tokens in the profile', async ({ app, api, page }) => {
    const owner = await api.user(unique('jane'), { scopes: MANAGER });
    const { token } = await api.create({ name: 'her console', owner, scopes: MANAGER, personalAccessToken: true });
    await api.create({ name: 'of another user', owner: unique('joe') });
    await api.create({ name: 'her other', owner });
    await app.open('tokens', token);

    await expect(page.getByRole('heading', { name: 'User profile: API tokens' })).toBeVisible();
    await expect(app.names()).toContainText(['her other', 'her console']);
    await expect(app.names()).toHaveCount(2);
    await expect(app.header('User')).toHaveCount(0);
    await expect(app.header('Created by')).toHaveCount(0);
    const navigation = page.getByRole('navigation').filter({ hasText: 'User profile' });
    await expect(navigation.getByRole('link')).toHaveText([
      'Overview',
      'Projects',
      'Scopes',
      'Configuration',
      'Your API tokens',
    ]);
    await expect(app.row('her console').getByRole('button'), 'a token does not disable itself').toHaveCount(0);

    await app.button('Create API token').click();
    await expect(app.field('User *')).toHaveCount(0);
    await expect(app.box('Personal token')).toBeDisabled();
    await expect(app.box('Personal token')).toBeChecked();
    await app.button(/^Scopes/).click();
    await expect(page.getByRole('option'), 'the scopes, and the group apiTokens').toHaveCount(MANAGER.length + 1);
    await page.keyboard.press('Escape');

    await app.field('Name *').fill('a third');
    await app.field('Expires at').fill('now+1d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
    await app.button('Add').click();
    await app.copyTokenAndClose();
    await expect(app.names()).toContainText(['a third', 'her other', 'her console']);
    await app.button('Enabled. Disable her other').click();
    // Her console has a personal token, which can't enable other tokens.
    await app.button('Disable', app.dialog('Disable tokens?')).click();
    await expect(app.button('Disabled. Enable her other')).toBeVisible();
  });

  test('a read-only user cannot change anything', async ({ app, api, page }) => {
    const owner = await api.user(unique('reader'), { scopes: ['apiTokens.read'] });
    const { id, token } = await api.create({ owner, scopes: ['apiTokens.read'] });
    await api.create({ name: 'hers', owner, project: 'web' });
    await app.open('profile', token);
    await expect(app.row('hers')).toBeVisible();
    for (const name of ['Create API token', 'Enable', 'Disable', 'Delete', 'Enabled. Disable hers'])
      await expect(app.button(name)).toHaveCount(0);
    await expect(page.getByRole('checkbox', { name: /^Select/ })).toHaveCount(0);

    await app.goTo(`tokens/${id}`);
    await expect(app.field('Name *')).toBeDisabled();
    for (const name of ['Update', 'Regenerate', 'Delete']) await expect(app.button(name)).toHaveCount(0);
    await app.goTo('tokens/new');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await app.goTo('projects/web');
    await expect(app.row('hers')).toBeVisible();
    await expect(page.getByText('New Access Token')).toHaveCount(0);
    await expect(app.button('Delete hers')).toHaveCount(0);
  });

  test('a user without token management sees no tokens', async ({ app, api, page }) => {
    app.watch.expects(403);
    const owner = await api.user(unique('intern'), { scopes: MANAGER, manageOwnTokens: false });
    const { token } = await api.create({ name: 'given to her', owner, scopes: MANAGER });
    await app.open('', token);
    await expect(page.getByText('The token that you signed in with doesn’t allow you to manage tokens.')).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
    const navigation = page.getByRole('navigation').filter({ hasText: 'User profile' });
    await expect(navigation.getByRole('link')).toHaveText(['Scopes', 'Configuration', 'Your API tokens']);
    await app.button('View the current token').click();
    await expect(app.field('Name *')).toHaveValue('given to her');
  });

  test('a technical user that can only upload gets an explanation', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ project: unique('web'), scopes: ['snapshots.upload'] });
    await app.open('', token);
    await expect(page.getByText('The token that you signed in with doesn’t allow you to manage tokens.')).toBeVisible();
    await app.goTo('users');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    expect(
      app.watch.traffic.filter((line) => /v2\/(users|apiTokens\?)/.test(line)),
      'no requests are sent',
    ).toEqual([]);
  });

  test('a project administrator is limited to the project', async ({ app, api, page }) => {
    const project = unique('web');
    await api.create({ name: 'theirs', project, owner: 'ci', scopes: ['snapshots.upload'] });
    await api.create({ name: 'elsewhere', project: unique('mobile'), owner: 'ci', scopes: ['snapshots.upload'] });
    const { token } = await api.create({
      name: 'project admin',
      project,
      scopes: ['apiTokens.read', 'apiTokens.write', 'TenantTokenManagement', 'users.read'],
    });
    await app.open('tokens', token);
    await expect(app.names()).toContainText(['project admin', 'theirs']);
    await expect(app.names()).toHaveCount(2);
    await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
    await app.button('Create API token').click();
    await expect(app.field('Project – optional')).toHaveValue(project);
    await expect(app.field('Project – optional')).toBeDisabled();
    await app.goTo('projects/another');
    await expect(page.getByText('You can’t create tokens for this project.')).toBeVisible();
  });

  test('an unknown URL shows Page not found with a link to the overview', FULL, async ({ app, api, page }) => {
    app.watch.expects(404);
    const { token } = await api.create({ scopes: MANAGER });
    await app.open(`tokens/tk0c01.${'A'.repeat(24)}`, token);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await app.goTo('no/such/view');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to overview' }).click();
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  });
});
