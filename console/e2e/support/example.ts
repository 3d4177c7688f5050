import type { Page } from '@playwright/test';

/** Example token value, which is never valid. */
export const TOKEN = `tk0c01.${'EXAMPLE'.repeat(4).slice(0, 24)}.${'SHOWNONCE'.repeat(8).slice(0, 64)}`;

const NOW = Date.parse('2027-03-18T10:37:42Z');
const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const idOf = (n: number) =>
  `tk0c01.${'EXAMPLE'.repeat(4).slice(0, 22)}${'ABCDEFGH'[Math.trunc(n / 8) % 8]}${'ABCDEFGH'[n % 8]}`;

interface ExampleToken {
  name: string;
  owner: string;
  createdBy: string;
  scopes: string[];
  enabled: boolean;
  creationDate: string;
  expirationDate?: string;
  lastUsedDate?: string;
  project?: string;
}

const token = (
  name: string,
  owner: string,
  scopes: string[],
  created: number,
  expires?: number,
  used?: number,
  more: Partial<ExampleToken> = {},
): ExampleToken => ({
  name,
  owner,
  createdBy: 'admin',
  scopes,
  enabled: true,
  creationDate: at(created),
  ...(expires !== undefined && { expirationDate: at(expires) }),
  ...(used !== undefined && { lastUsedDate: at(used) }),
  ...more,
});

const UPLOAD = ['snapshots.upload'];
const TOKENS = [
  token('Grafana dashboards', 'jane', ['metrics.read', 'entities.read'], -12.2, 6.1, -0.01),
  token('Terraform', 'ci', ['settings.read', 'settings.write', 'entities.read'], -31.4, 58.3, -0.3),
  token('Log shipper', 'piet.devries', ['logs.ingest'], -40.6, 90.2, -0.001, { createdBy: 'piet.devries' }),
  token('Old importer', 'olga', ['events.ingest'], -312.1, 24.8, -102.5, { enabled: false }),
  token('Nightly export', 'jane', ['DataExport', 'metrics.read'], -64.9, 12.4, -0.6, { createdBy: 'jane' }),
  token('Release notes bot', 'olga', ['releases.read', 'problems.read'], -75.3, 25.7, -2.2),
  token('Forgotten script', 'jane', ['metrics.read'], -200.4, -3.2, -95.1),
  token('Metrics ingest, rack 4', 'piet.devries', ['metrics.ingest'], -88.8, 1.3, -0.02),
];
const PROJECT = [
  token('release', 'ci', UPLOAD, -3.3, 27.6, -0.4, { project: 'web' }),
  token('nightly', 'ci', UPLOAD, -18.5, 72.4, -0.43, { project: 'web' }),
  token('build-arm', 'ci', UPLOAD, -40.2, 11.5, -0.02, { project: 'web' }),
  token('build', 'ci', UPLOAD, -66.1, 150.3, -0.01, { project: 'web' }),
  token('experiment', 'ci', UPLOAD, -1.4, 8.5, undefined, { project: 'web' }),
];
/** The token whose history is shown. */
export const IMPORTER = { ...TOKENS[3]!, id: idOf(3) };

const event = (days: number, type: string, owner: string, sourceIp: string, ...changes: object[]) => ({
  schemaVersion: 1,
  id: `event${days}`,
  time: at(days),
  type,
  action: type.toLowerCase().replace(' ', '.'),
  actor: { kind: 'token', tokenId: idOf(7), owner, secret: 'current', sourceIp, userAgent: 'Mozilla/5.0' },
  target: { kind: 'token', id: IMPORTER.id, name: IMPORTER.name, owner: IMPORTER.owner },
  changes,
  environment: 'example',
});
const HISTORY = [
  event(-2.2, 'Token Disabled', 'admin', '192.0.2.7', { field: 'enabled', from: true, to: false }),
  event(-61.3, 'Token Updated', 'olga', '198.51.100.23', {
    field: 'expirationDate',
    from: at(-5.2),
    to: IMPORTER.expirationDate,
  }),
  event(-102.6, 'Token Regenerated', 'olga', '198.51.100.23', { field: 'regeneratedDate', to: at(-102.6) }),
  event(-244.7, 'Token Updated', 'jane', '203.0.113.140', {
    field: 'scopes',
    added: ['events.ingest'],
    removed: ['DataExport'],
  }),
  event(-312.1, 'Token Created', 'admin', '192.0.2.7', { field: 'scopes', added: ['DataExport'] }),
];
const USERS = [
  { name: 'jane', firstName: 'Jane', lastName: 'Doe' },
  { name: 'olga', firstName: 'Ольга', lastName: 'Смирнова' },
  { name: 'piet.devries', firstName: 'Piet', lastName: 'de Vries' },
].map((user) => ({ ...user, enabled: true, manageOwnTokens: true, scopes: ['metrics.read'] }));
const COUNTS: Record<string, number> = {
  'status("active")': 142,
  'status("disabled")': 9,
  'status("expired")': 17,
  'status("ownerDisabled")': 0,
  'status("leaked")': 0,
};
const GRANTED = {
  'metrics.read': 61,
  'snapshots.upload': 38,
  'logs.ingest': 27,
  'entities.read': 22,
  'metrics.ingest': 19,
  'events.ingest': 12,
  'problems.read': 9,
  'settings.read': 6,
};

/** Mocks the API with fixed responses and stops the clock. */
export async function mockApi(page: Page) {
  await page.clock.setFixedTime(NOW);
  const me = {
    ...token(
      'admin’s console',
      'admin',
      ['TenantTokenManagement', 'apiTokens.read', 'apiTokens.write', 'users.read', 'users.write'],
      -4,
      40,
    ),
    id: TOKEN.slice(0, 31),
    personalAccessToken: false,
  };
  await page.route(/\/v2\/users/, (route) =>
    route.fulfill({ json: { pageSize: 20, nextPageKey: null, users: USERS } }),
  );
  await page.route(/\/v2\/apiTokens/, (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    if (route.request().method() === 'POST')
      return route.fulfill({ status: 201, json: { id: me.id, token: TOKEN, expirationDate: at(14) } });
    if (pathname.endsWith('/events'))
      return route.fulfill({ json: { pageSize: 20, nextPageKey: null, events: HISTORY } });
    if (!pathname.endsWith('/apiTokens')) {
      const record = pathname.endsWith(IMPORTER.id) ? IMPORTER : me;
      return route.fulfill({ headers: { ETag: '"1"' }, json: { ...record, effectiveScopes: record.scopes } });
    }
    return route.fulfill({ json: listOf(searchParams) });
  });
  const limits = { requireExpiration: false, requireAllowedIps: false };
  await page.route(/\/v2\/configuration/, (route) =>
    route.fulfill({ json: { environmentId: 'example', tokenPrefix: 'tk0c01', limits } }),
  );
  await page.route(/\/v2\/scopeTemplates/, (route) => route.fulfill({ json: { scopeTemplates: [] } }));
  await page.route(/\/v2\/scopes/, (route) => {
    const names = [...new Set([...Object.keys(GRANTED), ...TOKENS.flatMap(({ scopes }) => scopes)])];
    return route.fulfill({
      json: {
        scopes: names.map((name) => ({ name, description: DESCRIPTIONS[name] ?? name, source: 'vendor', aliases: [] })),
      },
    });
  });
}

const DESCRIPTIONS: Record<string, string> = { 'metrics.read': 'Read metrics', 'entities.read': 'Read entities' };

function listOf(query: URLSearchParams) {
  const selector = query.get('apiTokenSelector') ?? '';
  const of = (totalCount: number, apiTokens: object[]) => ({
    totalCount,
    pageSize: Number(query.get('pageSize')),
    nextPageKey: null,
    apiTokens,
  });
  if (query.get('fields') === 'scopes') {
    return of(
      168,
      Object.entries(GRANTED)
        .flatMap(([scope, count]) => Array.from({ length: count }, () => ({ scopes: [scope] })))
        .slice(0, 1_000),
    );
  }
  if (query.get('fields') === 'expirationDate') {
    const days = [1, 1, 2, 4, 6, 6, 6, 9, 12, 12, 13, 13, 13, 13, 17, 20, 20, 24, 24, 24, 25, 27, 29];
    return of(
      days.length,
      days.map((day) => ({ expirationDate: at(day + 0.3) })),
    );
  }
  if (query.get('fields') === 'id') return of(query.has('to') ? 31 : (COUNTS[selector] ?? 168), []);
  const tokens = selector.includes('project(') ? PROJECT : TOKENS;
  return of(
    tokens === PROJECT ? PROJECT.length : 168,
    tokens.map((one, n) => ({ ...one, id: idOf(n) })),
  );
}
