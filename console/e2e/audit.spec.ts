import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, FULL, MANAGER, test, unique } from './support/test';

const AUDITOR = [...MANAGER, 'users.read', 'audit.read'];

interface ExampleEvent {
  id?: string;
  time?: string;
  type?: string;
  action?: string;
  actor?: object;
  target?: object;
  changes?: object[];
}

const ALICE = {
  kind: 'token',
  tokenId: `tk0c01.${'ALICE'.repeat(5).slice(0, 24)}`,
  owner: 'alice',
  sourceIp: '192.0.2.7',
};

/** Returns an event with these values. */
const event = (more: ExampleEvent) => ({
  schemaVersion: 1,
  id: unique('event'),
  time: '2026-11-30T05:10:00.123Z',
  type: 'Token Disabled',
  action: 'token.disabled',
  actor: ALICE,
  target: { kind: 'token', id: `tk0c01.${'A'.repeat(24)}`, name: 'ci', owner: 'jane' },
  changes: [{ field: 'enabled', from: true, to: false }],
  environment: 'default',
  version: 3,
  ...more,
});

/** Responds to requests for events with these pages. Returns the queries that were sent. */
async function mockEvents(page: Page, path: RegExp, pages: object[][]): Promise<URLSearchParams[]> {
  const queries: URLSearchParams[] = [];
  await page.route(path, (route) => {
    const query = new URL(route.request().url()).searchParams;
    queries.push(query);
    const at = Number(query.get('nextPageKey') ?? '0');
    return route.fulfill({
      json: {
        pageSize: Number(query.get('pageSize') ?? 20),
        nextPageKey: at + 1 < pages.length ? String(at + 1) : null,
        events: pages[at],
      },
    });
  });
  return queries;
}

test.describe('the history', () => {
  test('of a token says who changed what, and shows the JSON, with the keyboard alone', async ({
    app,
    api,
    admin,
    page,
  }) => {
    const { id, name } = await api.create();
    await mockEvents(page, /\/v2\/apiTokens\/[^/]+\/events/, [
      [
        event({ id: 'e1' }),
        event({ id: 'e2', type: 'Token Teleported', action: 'token.teleported', actor: { kind: 'unknown' } }),
      ],
    ]);
    await app.open(`tokens/${id}`, admin);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByRole('tab', { name: 'Details' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(new RegExp(`/tokens/${id}/history$`));
    await expect(app.names()).toHaveText(['Token disabled', 'Token Teleported']);
    await expect(app.row('Token disabled')).toContainText('alice');
    await expect(app.row('Token disabled')).toContainText('192.0.2.7');
    await expect(app.row('Token disabled')).toContainText('Enabled: Yes → No');
    await expect(app.row('Token Teleported')).toContainText('Unknown');

    await app.button(/^JSON of “Token disabled”/).press('Enter');
    const dialog = app.dialog(/^Token disabled, /);
    await expect(dialog.getByRole('region', { name: 'JSON of the event' })).toContainText('"id": "e1"');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  test('of a deleted token says who deleted it, when, and what it could do', FULL, async ({ app, admin, page }) => {
    app.watch.expects(404);
    const id = `tk0c01.${'B'.repeat(24)}`;
    const target = { kind: 'token', id, name: 'nightly', owner: 'jane', project: 'web' };
    await mockEvents(page, /\/v2\/apiTokens\/[^/]+\/events/, [
      [
        event({
          target: { kind: 'token', id },
          type: 'Token Purged',
          action: 'token.purged',
          actor: { kind: 'service', service: 'dynamodb.amazonaws.com' },
          changes: [],
        }),
        event({
          target,
          type: 'Token Deleted',
          action: 'token.deleted',
          changes: [
            { field: 'name', from: 'nightly' },
            { field: 'enabled', from: true },
            { field: 'scopes', removed: ['snapshots.upload', 'metrics.read'] },
          ],
        }),
        event({ target, type: 'Token Created', action: 'token.created', changes: [] }),
      ],
    ]);
    await app.open(`tokens/${id}`, admin);
    await expect(page.getByRole('heading', { level: 1, name: 'nightly' })).toBeVisible();
    await expect(
      page.getByText(/^“nightly” was deleted by alice on 30 Nov 2026, .* from 192\.0\.2\.7\.$/),
    ).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Before the deletion' })).toBeVisible();
    for (const scope of ['snapshots.upload', 'metrics.read'])
      await expect(page.getByText(scope, { exact: true })).toBeVisible();
    await expect(app.names()).toHaveText(['Token record removed', 'Token deleted', 'Token created']);
  });

  test('of a purged token says that it had expired, and what it could do', FULL, async ({ app, admin, page }) => {
    app.watch.expects(404);
    const id = `tk0c01.${'P'.repeat(24)}`;
    await mockEvents(page, /\/v2\/apiTokens\/[^/]+\/events/, [
      [
        event({
          target: { kind: 'token', id, name: 'expired', owner: 'jane' },
          type: 'Token Purged',
          action: 'token.purged',
          actor: { kind: 'service', service: 'dynamodb.amazonaws.com' },
          changes: [
            { field: 'name', from: 'expired' },
            { field: 'scopes', removed: ['metrics.read'] },
          ],
        }),
      ],
    ]);
    await app.open(`tokens/${id}`, admin);
    await expect(page.getByText(/^“expired” was removed automatically on 30 Nov 2026, .*had expired/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Before the deletion' })).toBeVisible();
    await expect(page.getByText('metrics.read', { exact: true })).toBeVisible();
  });

  test('shows the first of many changes, and all with the keyboard', async ({ app, api, admin, page }) => {
    const { id } = await api.create();
    const fields = ['name', 'owner', 'createdBy', 'project', 'description'];
    await mockEvents(page, /\/v2\/apiTokens\/[^/]+\/events/, [
      [
        event({
          type: 'Token Created',
          action: 'token.created',
          changes: fields.map((field) => ({ field, to: `the ${field}` })),
        }),
      ],
    ]);
    await app.open(`tokens/${id}/history`, admin);
    const row = app.row('Token created');
    await expect(row).toContainText('the createdBy');
    await expect(row).not.toContainText('the project');
    const all = row.getByRole('button', { name: 'Show all (5)' });
    await expect(all).toHaveAttribute('aria-expanded', 'false');
    await all.press('Enter');
    await expect(row).toContainText('the description');
    const fewer = row.getByRole('button', { name: 'Show fewer' });
    await expect(fewer).toHaveAttribute('aria-expanded', 'true');
    await expect(fewer).toBeFocused();
    await app.isAccessible();
  });

  test('of an unknown token is not found', FULL, async ({ app, admin, page }) => {
    app.watch.expects(404);
    await app.open(`tokens/tk0c01.${'C'.repeat(24)}`, admin);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  });

  test('of a user is a tab, and stays after the deletion', FULL, async ({ app, api, admin, page }) => {
    app.watch.expects(404);
    const name = await api.user(unique('jane'));
    const target = { kind: 'user', id: name };
    await mockEvents(page, /\/v2\/users\/[^/]+\/events/, [
      [event({ target, type: 'User Deleted', action: 'user.deleted', changes: [{ field: 'enabled', from: true }] })],
    ]);
    await app.open(`users/${name}`, admin);
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page).toHaveURL(new RegExp(`/users/${name}/history$`));
    await expect(app.names()).toHaveText(['User deleted']);
    await api.call('DELETE', `users/${name}`);
    await app.goTo('users');
    await app.goTo(`users/${name}`);
    await expect(page.getByText(new RegExp(`^“${name}” was deleted`))).toBeVisible();
  });
});

test.describe('the audit log', () => {
  test(
    'keeps its filters in the URL, and exports what they select without formulas',
    FULL,
    async ({ app, api, page }) => {
      const { token } = await api.create({ scopes: AUDITOR });
      const queries = await mockEvents(page, /\/v2\/events/, [
        [event({ target: { kind: 'user', id: '=evil' }, type: 'User Created', action: 'user.created', changes: [] })],
        [],
        [event({ changes: [] })],
      ]);
      await app.open('audit?action=user.created&targetKind=user&targetId=%3Devil', token);
      await expect(page).toHaveTitle('Audit log · Tokenry');
      await expect(app.names()).toHaveText(['User created']);
      expect(queries.at(-1)?.get('target')).toBe('user:=evil');
      expect(queries.at(-1)?.get('action')).toBe('user.created');

      await app.field('From day').fill('2026-02-31');
      await app.button('Apply').click();
      await expect(page.getByText('Enter a date in the format YYYY-MM-DD.').first()).toBeVisible();
      await app.field('From day').fill('2026-11-01');
      await app.button('Apply').click();
      await expect(page).toHaveURL(/from=2026-11-01/);
      await expect.poll(() => queries.at(-1)?.get('from')).toMatch(/^\d{13}$/);

      const download = page.waitForEvent('download');
      await app.button('Export CSV').click();
      const file = await readFile(await (await download).path(), 'utf8');
      expect(file).toContain(`"'=evil"`);
      expect(file.trim().split('\r\n')).toHaveLength(3);
      await expect(page.getByText('Exported events: 2')).toBeVisible();
    },
  );

  test('understands the target of the API in its URL, and names what it ignores', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: AUDITOR });
    const queries = await mockEvents(page, /\/v2\/events/, [[event({})]]);
    await app.open('audit?target=user:jane&from=now-7d', token);
    await expect(app.names()).toHaveText(['Token disabled']);
    expect(queries.at(-1)?.get('target')).toBe('user:jane');
    await expect(app.field('User name')).toHaveValue('jane');
    await expect(page.getByText('Parts of the address that aren’t valid filters are ignored: from')).toBeVisible();
    await app.button('Apply').click();
    await expect(page.getByText('Parts of the address')).toHaveCount(0);
    expect(queries.at(-1)?.get('target')).toBe('user:jane');
  });

  test('says that tokens are found by their ID', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: AUDITOR });
    await mockEvents(page, /\/v2\/events/, [[]]);
    await app.open('audit', token);
    await expect(app.field('ID or name of the item')).toBeDisabled();
    await app.pick(page.getByLabel('Item', { exact: true }), 'Project');
    await expect(app.field('Project name')).toBeEnabled();
    await app.pick(page.getByLabel('Item', { exact: true }), 'Token');
    await expect(page.getByText('The page of a token shows its ID.')).toBeVisible();
    await app.field('Token ID').fill('nightly');
    await app.button('Apply').click();
    await expect(page.getByText('No events match the filter. Tokens are found by ID, not by name.')).toBeVisible();
  });

  test('leads past an empty page, from a change to its token', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: AUDITOR });
    const { id, name } = await api.create();
    await mockEvents(page, /\/v2\/events/, [[], [event({ target: { kind: 'token', id, name } })]]);
    await app.open('audit', token);
    await expect(page.getByText('No events were found so far.')).toBeVisible();
    await app.button('Search older events').click();
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  test('is offered only with the scope to read it', FULL, async ({ app, api, page }) => {
    const { token } = await api.create({ scopes: MANAGER });
    await app.open('audit', token);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    const navigation = page.getByRole('navigation', { name: 'Side navigation' });
    await expect(navigation.getByRole('link', { name: 'Tokens' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  });
});
