import { expect, FULL, test, unique } from './support/test';
import { createProject, createTrust, keySet } from './support/trusts';

test.describe('issuers', () => {
  test('an administrator adds, changes and deletes an issuer', async ({ app, api, admin, page }) => {
    const name = unique('cluster');
    await app.open('issuers', admin);
    await app.button('Add issuer').click();
    const dialog = app.dialog('Add issuer');
    await app.pick(dialog.getByRole('button', { name: /^Kind/ }), 'Kubernetes');
    await expect(app.field('Name', dialog)).toHaveValue('kubernetes');
    await app.field('Name', dialog).fill(name);
    await app.button('Add', dialog).click();
    await expect(app.field('URL *', dialog)).toBeFocused();
    await app.field('URL *', dialog).fill('https://kubernetes.default.svc.cluster.local');
    await app.field('Audiences *', dialog).fill('short');
    await expect(dialog.getByText('An audience must have 8 to 256')).toBeVisible();
    await app.field('Audiences *', dialog).fill('tokenry-prod\ntokenry-test');
    await app.field('Public keys – optional', dialog).fill(JSON.stringify(keySet()));
    await app.isAccessible();
    await app.button('Add', dialog).click();
    await expect(page.getByText(`“${name}” was created.`)).toBeVisible();
    expect(await api.call('GET', `issuers/${name}`)).toMatchObject({
      kind: 'kubernetes',
      issuer: 'https://kubernetes.default.svc.cluster.local',
      audiences: ['tokenry-prod', 'tokenry-test'],
      singleUse: false,
      maxAgeSeconds: 3600,
      enabled: true,
    });

    await app.field('Maximum age of an ID token (seconds)').fill('120');
    await app.box('Enabled').uncheck();
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    expect(await api.call('GET', `issuers/${name}`)).toMatchObject({ maxAgeSeconds: 120, enabled: false });
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
    await page.getByPlaceholder('Find issuers').fill(name);
    await expect(page.getByText('No issuers yet.')).toBeVisible();
  });

  test('a claim that people choose is named at its field', FULL, async ({ app, admin }) => {
    app.watch.expects(400);
    await app.open('issuers', admin);
    await app.button('Add issuer').click();
    const dialog = app.dialog('Add issuer');
    await app.pick(dialog.getByRole('button', { name: /^Kind/ }), 'Sign-in of people');
    await app.field('Name', dialog).fill(unique('people'));
    await app.field('URL *', dialog).fill('https://login.example.com');
    await app.field('Client ID *', dialog).fill('console');
    await app.field('Redirect URIs *', dialog).fill('https://a.example/x');
    await app.field('Claim with the user name – optional', dialog).fill('email');
    await app.button('Add', dialog).click();
    await expect(dialog.getByText('People can choose the value of this claim')).toBeVisible();
    await expect(app.field('Claim with the user name – optional', dialog)).toBeFocused();
  });

  test('an issuer that has trusts is not deleted, and its trusts say that it is disabled', async ({
    app,
    api,
    admin,
    page,
  }) => {
    app.watch.expects(409);
    const trust = await createTrust(api, await createProject(api));
    const { issuer } = await api.call<{ issuer: string }>('GET', `trusts/${trust}`);
    await app.open(`issuers/${issuer}`, admin);
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(app.errorText('Trusts still use this issuer. Delete them first.')).toBeVisible();
    await app.goTo(`trusts/${trust}`);
    await expect(page.getByText('The issuer is disabled, so no ID tokens are exchanged.')).toBeVisible();
  });
});
