import { readFile } from 'node:fs/promises';
import type { Api } from './support/api';
import { expect, MANAGER, test, unique } from './support/test';

const AUDITOR = ['TenantTokenManagement', 'apiTokens.read', 'users.read', 'audit.read'];

/** Waits until the stream of the table has brought an event of a token to the audit trail. */
async function waitForEvent(api: Api, id: string, action: string) {
  await expect
    .poll(
      async () => {
        // A deleted token is not found before one of its events is there.
        const history = await api
          .call<{ events: { action: string }[] }>('GET', `apiTokens/${id}/events`)
          .catch(() => ({ events: [] }));
        return history.events.map((event) => event.action);
      },
      { timeout: 60_000 },
    )
    .toContain(action);
}

test.describe('the audit trail, without mocks', () => {
  test('the console alone tells all about a token that was deleted', async ({ app, api, page }) => {
    app.watch.expects(404);
    const owner = await api.user(unique('jane'), { scopes: [...MANAGER, 'users.read'] });
    const manager = await api.create({ owner, name: unique('her console'), scopes: MANAGER });
    const auditor = await api.create({ scopes: AUDITOR });
    const jane = api.as(manager.token);
    const { id, name, token } = await jane.create({ name: unique('nightly'), scopes: ['metrics.read'] });
    expect(await jane.isValid(token), 'the token is used once').toBe(true);

    await app.open(`tokens/${id}`, manager.token);
    await app.chooseScopes(app.button(/^Scopes/), 'snapshots.upload');
    await app.button('Update').click();
    await expect(page.getByText(`“${name}” was updated.`)).toBeVisible();
    await api.call('PUT', `apiTokens/${id}`, { enabled: false });
    await jane.call('POST', `apiTokens/${id}/regenerate`, {});
    await app.goTo(`tokens?name=${name}`);
    await app.box(`Select ${name}`).check();
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await waitForEvent(api, id, 'token.deleted');

    // The auditor knows the name of the token only.
    await page.goto('audit?action=token.deleted');
    await app.signIn(auditor.token);
    await expect(app.row('Token deleted').filter({ hasText: name })).toContainText(owner);
    await page.getByRole('link', { name, exact: true }).click();

    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(
      page.getByText(new RegExp(`^“${name}” was deleted by ${owner} on .* from 127\\.0\\.0\\.1\\.$`)),
    ).toBeVisible();
    const before = (label: string) => page.locator(`dt:has-text("${label}") + dd`).first();
    await expect(before('User'), 'who held it').toHaveText(owner);
    await expect(before('Created by'), 'who made it').toHaveText(owner);
    await expect(before('Scopes'), 'what it reached').toContainText('metrics.read');
    await expect(before('Scopes')).toContainText('snapshots.upload');
    await expect(before('Last accessed at'), 'when it was last used').toContainText(/\d{4}, \d\d:\d\d:\d\d C/);
    await expect(before('Last IP address'), 'from where it was used').toHaveText('127.0.0.1');

    await expect(app.names()).toHaveText([
      'Token deleted',
      'Token regenerated',
      'Token disabled',
      'Token updated',
      'Token created',
    ]);
    const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
    const makers = [owner, owner, 'admin', owner, owner];
    for (const [n, maker] of makers.entries()) {
      await expect(rows.nth(n), 'who changed it').toContainText(maker);
      await expect(rows.nth(n), 'from where').toContainText('127.0.0.1');
      await expect(rows.nth(n), 'when').toContainText(/\d{4},.*\d\d:\d\d:\d\d C/);
    }
    await expect(app.row('Token updated')).toContainText('Scopes: + snapshots.upload');
    await expect(app.row('Token disabled')).toContainText('Enabled: Yes → No');
  });

  test('the filters survive a reload, and the file has what they select', async ({ app, api, page }) => {
    const auditor = await api.create({ scopes: AUDITOR });
    const { id, name } = await api.create();
    await api.call('PUT', `apiTokens/${id}`, { enabled: false });
    await api.call('DELETE', `apiTokens/${id}`);
    await waitForEvent(api, id, 'token.deleted');

    await app.open('audit', auditor.token);
    await app.pick(page.getByLabel('Item', { exact: true }), 'Token');
    await app.field('Token ID').fill(id);
    await app.button('Apply').click();
    await expect(app.names()).toHaveText(['Token deleted', 'Token disabled', 'Token created']);
    await app.pick(page.getByLabel('Event', { exact: true }), 'Token disabled');
    await app.button('Apply').click();
    await expect(app.names()).toHaveText(['Token disabled']);
    const query = Object.fromEntries(app.query());
    expect(query).toEqual({ action: 'token.disabled', targetKind: 'token', targetId: id });

    await page.reload();
    await app.signIn(auditor.token);
    await expect(app.names()).toHaveText(['Token disabled']);
    expect(Object.fromEntries(app.query())).toEqual(query);
    await expect(app.field('Token ID')).toHaveValue(id);

    const download = page.waitForEvent('download');
    await app.button('Export CSV').click();
    const [header, row, ...more] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    expect(more).toEqual([]);
    expect(header).toContain('sourceIp');
    for (const value of ['Token Disabled', 'admin', '127.0.0.1', id, name, 'updateToken']) expect(row).toContain(value);
  });

  test('the history of a user tells who made and changed it', async ({ app, api, page }) => {
    const auditor = await api.create({ scopes: AUDITOR });
    const name = await api.user(unique('jane'), { firstName: 'Jane' });
    await api.user(name, { firstName: 'Jane', scopes: ['metrics.read'], enabled: false });
    await app.open(`users/${name}`, auditor.token);
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(async () => {
      await app.button('Refresh').click();
      await expect(app.names()).toHaveText(['User disabled', 'User created'], { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(app.row('User disabled')).toContainText('Scopes: + metrics.read');
    await expect(app.row('User disabled')).toContainText('Enabled: Yes → No');
    for (const event of ['User disabled', 'User created']) {
      await expect(app.row(event)).toContainText('admin');
      await expect(app.row(event)).toContainText('127.0.0.1');
    }
  });
});
