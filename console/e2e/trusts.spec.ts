import { expect, FULL, test, unique } from './support/test';
import { CONDITIONS, createIssuer, createProject, createTrust } from './support/trusts';

const MAIN = {
  repository_id: '456789',
  repository_owner_id: '123456',
  ref: 'refs/heads/main',
  environment: 'production',
};

test.describe('trusts', () => {
  test('a trust for GitHub is created in fields, and its conditions are shown as JSON', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const issuer = await createIssuer(api);
    const project = await createProject(api);
    const name = unique('ci');
    await app.open('trusts', admin);
    await app.button('Create trust').click();
    await app.field('Name').fill(name);
    await app.pick(page.getByRole('button', { name: /^Issuer/ }), new RegExp(issuer));

    await app.button('Add').click();
    await expect(app.field('Repository ID *')).toBeFocused();
    await expect(page.getByText('Enter at least one of: ref, environment, workflow_ref').first()).toBeVisible();
    await app.field('Repository – optional').fill('acme/web');
    await expect(page.getByText("gh api repos/acme/web --jq '.id, .owner.id'")).toBeVisible();
    await app.field('Repository – optional').fill('acme/web; rm -r x');
    await expect(page.getByText("gh api repos/OWNER/REPO --jq '.id, .owner.id'")).toBeVisible();
    await app.field('Repository ID *').fill('acme/web');
    await expect(page.getByText('Enter the numeric ID').first()).toBeVisible();
    await app.field('Repository ID *').fill('456789');
    await app.field('ID of the repository owner *').fill('123456');
    await app.field('Branch or tag').fill('refs/heads/main');
    const json = page.getByRole('region', { name: 'Conditions as JSON' });
    expect(await json.textContent()).toBe(`[
  {"claim": "repository_id", "equals": "456789"},
  {"claim": "repository_owner_id", "equals": "123456"},
  {"claim": "ref", "equals": "refs/heads/main"}
]`);
    await app.field('Project *').fill(project);
    await expect(app.field('User')).toHaveValue(`ci-${project}`);
    await app.chooseScopes(app.button(/^Scopes/), 'snapshots.upload');
    await expect(app.field('Lifetime of a token (seconds)')).toHaveValue('900');
    await app.isAccessible();
    await app.button('Add').click();

    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('repository_owner_id is "123456"')).toBeVisible();
    await expect(page.locator('dt:has-text("Audiences") + dd')).toHaveText('https://tokenry.example/e/prod');
    expect(await api.call('GET', `trusts/${name}`)).toMatchObject({
      issuer,
      conditions: CONDITIONS,
      project,
      owner: `ci-${project}`,
      scopes: ['snapshots.upload'],
      lifetimeSeconds: 900,
      enabled: true,
    });

    await page.getByRole('link', { name: 'View tokens of this trust' }).click();
    await expect(page.getByText('No tokens match the filter.')).toBeVisible();
    expect(app.query().get('trust')).toBe(name);
  });

  test('claims are checked, and an id token is not sent', async ({ app, api, admin, page }) => {
    const name = await createTrust(api, await createProject(api));
    await app.open(`trusts/${name}/check`, admin);
    const claims = app.field('Claims as JSON');
    await claims.fill('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl');
    await app.button('Check').click();
    await expect(page.getByText('This contains an ID token.').first()).toBeVisible();
    await expect(claims).toBeFocused();
    await claims.fill(JSON.stringify({ ...MAIN, event_name: 'push' }));
    await app.button('Check').click();
    await expect(page.getByText('All conditions hold.')).toBeVisible();
    await claims.fill(JSON.stringify({ repository_id: 456789, ref: 'refs/heads/other', event_name: 'push' }));
    await app.button('Check').click();
    await expect(page.getByText('An ID token with these claims is rejected.')).toBeVisible();
    await expect(app.cells('repository_id is "456789"')).toHaveText('The claim has another type');
    await expect(app.cells('repository_owner_id is "123456"')).toHaveText('The claim is absent');
    await expect(app.cells('ref is "refs/heads/main"')).toHaveText('The claim has another value');
    await app.isAccessible();
  });

  test('a trust is changed in fields and as JSON', async ({ app, api, admin, page }) => {
    const name = await createTrust(api, await createProject(api));
    await app.open(`trusts/${name}/settings`, admin);
    await app.field('Branch or tag').fill('refs/heads/main\nrefs/heads/next');
    await app.field('Lifetime of a token (seconds)').fill('30');
    await app.button('Update').click();
    await expect(app.field('Lifetime of a token (seconds)')).toBeFocused();
    await app.field('Lifetime of a token (seconds)').fill('600');
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    const changed = [...CONDITIONS.slice(0, 2), { claim: 'ref', anyOf: ['refs/heads/main', 'refs/heads/next'] }];
    expect(await api.call('GET', `trusts/${name}`)).toMatchObject({ conditions: changed, lifetimeSeconds: 600 });

    await page.getByRole('tab', { name: 'Settings' }).click();
    await app.button('Edit as JSON').click();
    const json = app.field('Conditions as JSON');
    await json.fill('[{"claim": "ref"');
    await app.button('Update').click();
    await expect(json).toBeFocused();
    await expect(page.getByText('Enter a JSON array of conditions.').first()).toBeVisible();
    const own = [...CONDITIONS, { claim: 'actor_id', equals: '7' }];
    await json.fill(JSON.stringify(own));
    await expect(page.getByText('The fields can’t express these conditions.')).toBeVisible();
    await expect(app.button('Edit in fields')).toBeDisabled();
    await app.button('Update').click();
    await expect(page.getByText('actor_id is "7"')).toBeVisible();
    expect(await api.call('GET', `trusts/${name}`)).toMatchObject({ conditions: own });
  });

  test('a trust is disabled, enabled and deleted', async ({ app, api, admin, page }) => {
    const project = await createProject(api);
    const name = await createTrust(api, project);
    const isEnabled = async () => (await api.call<{ enabled: boolean }>('GET', `trusts/${name}`)).enabled;
    await app.open(`trusts?project=${project}`, admin);
    await expect(app.names()).toHaveText([name]);
    await page.getByRole('link', { name }).click();
    await app.button('Disable').click();
    await expect(app.dialog('Disable trust?')).toContainText('for up to 15 min');
    await app.button('Disable', app.dialog('Disable trust?')).click();
    await expect(page.getByText(`“${name}” was disabled.`)).toBeVisible();
    expect(await isEnabled()).toBe(false);
    await app.button('Enable').click();
    await expect(app.button('Disable')).toBeVisible();
    expect(await isEnabled()).toBe(true);
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
    await page.getByPlaceholder('Filter by the whole name of a project').fill(project);
    await expect(page.getByText('There are no trusts in this project.')).toBeVisible();
  });

  test('who only reads trusts of a project is offered no changes', async ({ app, api, page }) => {
    const project = await createProject(api);
    const name = await createTrust(api, project);
    const { token } = await api.create({ project, scopes: ['trusts.read'] });
    await app.open('trusts', token);
    await expect(app.names()).toHaveText([name]);
    await expect(app.button('Create trust')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Issuers' })).toHaveCount(0);
    await page.getByRole('link', { name }).click();
    await expect(page.getByText('repository_id is "456789"')).toBeVisible();
    await expect(page.getByRole('tab')).toHaveText(['Details', 'Check claims']);
    for (const action of ['Disable', 'Delete']) await expect(app.button(action)).toHaveCount(0);
    for (const view of ['trusts/_new', 'issuers']) {
      await app.goTo(view);
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    }
  });

  test('without the scope, there are no trusts', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: ['apiTokens.read'] });
    await app.open('', token);
    await expect(page.getByRole('link', { name: 'Scopes' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Trusts' })).toHaveCount(0);
    await app.goTo('trusts');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  });

  test('a name that is taken is an error of its field', FULL, async ({ app, api, admin, page }) => {
    app.watch.expects(412);
    const project = await createProject(api);
    const name = await createTrust(api, project);
    const { issuer } = await api.call<{ issuer: string }>('GET', `trusts/${name}`);
    await app.open(`trusts/_new?project=${project}`, admin);
    await app.field('Name').fill(name);
    await app.pick(page.getByRole('button', { name: /^Issuer/ }), new RegExp(issuer));
    await app.field('Repository ID *').fill('1');
    await app.field('ID of the repository owner *').fill('2');
    await app.field('Deployment environment').fill('production');
    await expect(app.field('Project *')).toHaveValue(project);
    await app.chooseScopes(app.button(/^Scopes/), 'snapshots.upload');
    await app.button('Add').click();
    await expect(app.field('Name')).toBeFocused();
    await expect(page.getByText('A trust with this name already exists.').first()).toBeVisible();
  });
});
