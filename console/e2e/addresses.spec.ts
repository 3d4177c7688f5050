import { expect, FULL, test, unique } from './support/test';

const LABEL = 'Allowed IP addresses – optional';

test.describe('allowed IP addresses', () => {
  test('a token is created with them, as the API writes them', async ({ app, api, admin, page }) => {
    const name = unique('office');
    await app.open('tokens/new', admin);
    await app.field('Name *').fill(name);
    await app.field('User *').fill('ci');
    await app.field('Expires at').fill('now+1d');
    await app.chooseScopes(app.button(/^Scopes/), 'metrics.read');
    const addresses = app.field(LABEL);
    await addresses.fill('192.0.2.0/24\n010.0.0.1');
    await expect(page.getByText('010.0.0.1:'), 'the line is not finished').toBeHidden();
    await app.field('Name *').focus();
    await expect(page.getByText('010.0.0.1: Enter an IP address or CIDR block')).toBeVisible();
    await addresses.fill('192.0.2.7/24\n');
    await expect(page.getByText('192.0.2.7/24: The bits after the prefix must be 0. Enter 192.0.2.0/24')).toBeVisible();
    await app.button('Add').click();
    await expect(addresses, 'nothing is sent').toBeFocused();
    await addresses.fill('192.0.2.0/24\n2001:DB8::1');
    const creation = page.waitForRequest((request) => request.method() === 'POST');
    await app.button('Add').click();
    expect((await creation).postDataJSON()).toMatchObject({ allowedIps: ['192.0.2.0/24', '2001:db8::1'] });
    const token = await app.copyTokenAndClose();
    const id = token.slice(0, token.lastIndexOf('.'));
    expect(await api.get(id)).toMatchObject({ allowedIps: ['192.0.2.0/24', '2001:db8::1'] });
  });

  test('they are shown, sent only if they were changed, and can be removed', async ({ app, api, admin, page }) => {
    const { id, name } = await api.create({ allowedIps: ['192.0.2.7', '2001:db8::/32'] });
    const detail = page.locator('dt:has-text("Allowed IP addresses") + dd');
    const change = () => page.waitForRequest((request) => request.method() === 'PATCH');
    await app.open(`tokens/${id}`, admin);
    await expect(detail).toHaveText('192.0.2.72001:db8::/32');
    await app.field('Name *').fill(`${name} renamed`);
    await app.field(LABEL).fill('2001:db8:0::/32\n192.0.2.7/32');
    let sent = change();
    await app.button('Update').click();
    expect((await sent).postDataJSON(), 'the addresses are the same').toEqual({ name: `${name} renamed` });
    await expect(page.getByText(`“${name} renamed” was updated.`)).toBeVisible();

    await app.goTo(`tokens/${id}`);
    await app.field(LABEL).fill('');
    sent = change();
    await app.button('Update').click();
    expect((await sent).postDataJSON()).toEqual({ allowedIps: null });
    await expect(app.button('Create API token')).toBeVisible();
    await app.goTo(`tokens/${id}`);
    await expect(detail).toHaveText('Every address');
    expect(await api.get(id)).not.toHaveProperty('allowedIps');
  });

  test('a project’s token can have them as well', FULL, async ({ app, api, admin, page }) => {
    const project = unique('web');
    await app.open(`projects/${project}`, admin);
    await app.field('Name').fill('ci');
    await app.field('Expiration Date').fill('2030-06-01');
    await app.button('Allowed IP addresses').click();
    await app.field(LABEL).fill('198.51.100.4');
    await app.button('Create').click();
    const token = await app.copyTokenAndClose();
    expect(await api.get(token.slice(0, token.lastIndexOf('.')))).toMatchObject({ allowedIps: ['198.51.100.4'] });
    await expect(page.getByText('198.51.100.4')).toHaveCount(0);
  });
});
