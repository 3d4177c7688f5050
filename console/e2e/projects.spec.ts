import { expect, FULL, test, unique } from './support/test';

const LEAD = ['apiTokens.read', 'apiTokens.write', 'projects.read', 'snapshots.upload', 'apiTokens.rotateSelf'];

test.describe('projects', () => {
  test('they are listed with a search, and can be named', async ({ app, api, admin, page }) => {
    const project = unique('web');
    await api.create({ project });
    await app.open('projects', admin);
    const search = page.getByPlaceholder('Find projects by name or display name');
    await search.fill(project);
    await expect(app.names()).toHaveText([project]);
    await page.getByRole('link', { name: project }).click();
    await app.button('Edit display name').click();
    const dialog = app.dialog(`Edit ${project}`);
    await app.field('Display name – optional', dialog).fill(`The ${project} site`);
    await app.button('Update', dialog).click();
    await expect(page.getByRole('heading', { name: `Access tokens for The ${project} site` })).toBeVisible();
    expect(await api.call('GET', `projects/${project}`)).toMatchObject({ displayName: `The ${project} site` });
    await app.goTo('projects');
    await search.fill(`${project} site`);
    await expect(app.cells(project)).toHaveText([`The ${project} site`, '–']);
  });

  test('an administrator creates one, also from the page of an unknown name', async ({ app, api, admin, page }) => {
    const [first, second] = [unique('web'), unique('web')];
    await app.open('projects', admin);
    await app.button('Create project').click();
    const dialog = app.dialog('Create project');
    await app.field('Name', dialog).fill('Web');
    await app.button('Create project', dialog).click();
    await expect(dialog.getByText('A project name can contain up to 63')).toBeVisible();
    await app.field('Name', dialog).fill(first);
    await app.field('Display name – optional', dialog).fill('The first');
    await app.button('Create project', dialog).click();
    await expect(page.getByRole('heading', { name: 'Access tokens for The first' })).toBeVisible();
    expect(await api.call('GET', `projects/${first}`)).toMatchObject({ displayName: 'The first' });

    await app.goTo(`projects/${second}`);
    const unknown = page.getByText(`The project “${second}” doesn’t exist yet. Its first token creates it.`);
    await expect(unknown).toBeVisible();
    await app.button('Create project').click();
    await expect(app.field('Name', dialog)).toHaveValue(second);
    app.watch.expects(412);
    await app.field('Name', dialog).fill(first);
    await app.button('Create project', dialog).click();
    await expect(dialog.getByText('A project with this name already exists.')).toBeVisible();
    await app.field('Name', dialog).fill(second);
    await app.button('Create project', dialog).click();
    await expect(app.button('Edit display name')).toBeVisible();
    await expect(unknown).toHaveCount(0);
  });

  test('a project that the caller may not see is not found', FULL, async ({ app, api, page }) => {
    const owner = await api.user(unique('lead'), { scopes: LEAD });
    const { token } = await api.create({ owner, scopes: LEAD });
    await app.open(`projects/${unique('web')}`, token);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  });

  test('a lead sees all tokens of the project, and creates tokens there', async ({ app, api, page }) => {
    const project = unique('web');
    await api.create({ name: 'theirs', project, owner: unique('ci') });
    const owner = await api.user(unique('lead'), { scopes: LEAD, leads: [project], manageOwnTokens: false });
    const { token } = await api.create({ owner, scopes: LEAD });
    app.watch.expects(403);
    await app.open('projects', token);
    await expect(app.names()).toHaveText([project]);
    await page.getByRole('link', { name: project }).click();
    await expect(app.names()).toHaveText(['theirs']);
    await expect(app.cells('theirs').filter({ hasText: /^ci-/ })).toHaveCount(1);
    await expect(app.cells('theirs').filter({ hasText: 'Active' })).toHaveCount(1);
    await expect(page.getByText('Only tokens assigned to')).toHaveCount(0);
    await app.field('Name').fill('nightly');
    await app.field('Expiration Date').fill('2030-06-01');
    await app.box('Can regenerate itself').check();
    await app.button('Create').click();
    const created = await app.copyTokenAndClose();
    await expect(app.names()).toHaveText(['nightly', 'theirs']);
    expect(await api.get(created.slice(0, created.lastIndexOf('.')))).toMatchObject({
      project,
      owner: `ci-${project}`,
      scopes: ['snapshots.upload', 'apiTokens.rotateSelf'],
    });
  });

  test('a lead whose token lacks scopes sees which it needs', FULL, async ({ app, api, page }) => {
    const project = unique('web');
    await api.create({ project });
    const scopes = ['apiTokens.read', 'projects.read'];
    const owner = await api.user(unique('lead'), { scopes, leads: [project] });
    const { token } = await api.create({ owner, scopes });
    await app.open(`projects/${project}`, token);
    const needed = 'apiTokens.write, snapshots.upload, apiTokens.rotateSelf';
    await expect(page.getByText(`your token also needs these scopes: ${needed}`)).toBeVisible();
    await expect(app.button('Create')).toHaveCount(0);
  });

  test('an administrator sets what a user leads', async ({ app, api, admin, page }) => {
    const project = unique('web');
    await api.create({ project });
    const name = await api.user(unique('jane'));
    await app.open(`users/${name}`, admin);
    const leads = app.field('Leads projects – optional');
    await leads.fill('Web');
    await app.button('Update').click();
    await expect(leads).toBeFocused();
    await expect(page.getByText('Web: A project name can contain up to 63')).toBeVisible();
    await leads.fill(`${project}\n`);
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.call('GET', `users/${name}`)).toMatchObject({ leads: [project] });
  });
});
