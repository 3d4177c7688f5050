// Creates example users, projects and tokens in every state in a running Tokenry, for development and tests.
// `TOKENRY=http://localhost:8080 TOKEN=tk0c01.… npm run seed [how many more tokens]`
const root = new URL('/api/v2/', process.env.TOKENRY ?? 'http://localhost:8080');
const token = process.env.TOKEN;
if (!token) throw new Error('TOKEN has to be the token of an administrator');

async function call(method, path, body, by = token) {
  const response = await fetch(new URL(path, root), {
    method,
    headers: { Authorization: `Api-Token ${by}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const MANAGER = [
  'apiTokens.read',
  'apiTokens.write',
  'metrics.read',
  'metrics.ingest',
  'snapshots.upload',
  'logs.read',
];
const USERS = {
  jane: { firstName: 'Jane', lastName: 'Doe', scopes: MANAGER },
  'piet.devries': { firstName: 'Piet', lastName: 'de Vries', scopes: ['metrics.read', 'entities.read'] },
  olga: { firstName: 'Ольга', lastName: 'Смирнова', scopes: [...MANAGER, 'users.read'] },
  'sam@example.org': { firstName: 'Sam', lastName: 'Okafor', scopes: ['logs.read'], enabled: false },
  intern: { firstName: 'Robin', scopes: ['apiTokens.read', 'metrics.read'], manageOwnTokens: false },
};
for (const [name, user] of Object.entries(USERS)) await call('PUT', `users/${name}`, user);

const TOKENS = [
  {
    name: 'Grafana dashboards',
    owner: 'jane',
    scopes: ['metrics.read', 'entities.read'],
    expirationDate: 'now+6d',
    description: 'Reads what the wall shows',
  },
  { name: 'Nightly export', owner: 'jane', scopes: ['DataExport'], expirationDate: 'now+12d' },
  { name: 'laptop', owner: 'jane', scopes: ['metrics.read'], personalAccessToken: true },
  { name: 'Log shipper', owner: 'piet.devries', scopes: ['logs.ingest'], expirationDate: 'now+90d' },
  { name: 'Metrics ingest, rack 4', owner: 'piet.devries', scopes: ['metrics.ingest'], expirationDate: 'now+1d' },
  { name: 'Old importer', owner: 'olga', scopes: ['events.ingest'], enabled: false },
  { name: 'Release notes bot', owner: 'olga', scopes: ['releases.read', 'problems.read'], expirationDate: 'now+25d' },
  { name: 'Terraform', owner: 'ci', scopes: ['settings.read', 'settings.write', 'entities.read'] },
  {
    name: 'A very long name, which has to be wrapped in a narrow table because it exceeds its column',
    owner: 'ci',
    scopes: ['slo.read'],
  },
  ...['build', 'build-arm', 'nightly', 'release'].map((name, at) => ({
    name,
    project: 'web',
    owner: 'ci',
    scopes: ['snapshots.upload'],
    expirationDate: `now+${3 + 9 * at}d`,
  })),
  { name: 'build', project: 'mobile', owner: 'ci', scopes: ['snapshots.upload'], expirationDate: 'now+2M' },
];
for (const one of TOKENS) await call('POST', 'apiTokens', one);

const SCOPES = [
  'metrics.read',
  'metrics.ingest',
  'logs.read',
  'logs.ingest',
  'entities.read',
  'events.ingest',
  'problems.read',
  'snapshots.upload',
  'settings.read',
  'DataExport',
];
const more = Number(process.argv[2] ?? 60);
for (let n = 1; n <= more; n++) {
  await call('POST', 'apiTokens', {
    name: `sensor ${String(n).padStart(4, '0')}`,
    owner: ['ci', 'jane', 'olga', 'piet.devries'][n % 4],
    scopes: SCOPES.filter((_, at) => n % (at + 2) === 0)
      .slice(0, 3)
      .concat('metrics.read'),
    enabled: n % 7 !== 0,
    ...(n % 3 !== 0 && { expirationDate: `now+${1 + ((n * 13) % 75)}d` }),
  });
}

// Tokens to sign in with, each with different permissions. Their values are printed, because this is example data.
const signIns = {
  'a manager of their own tokens (jane)': {
    name: 'jane’s console',
    owner: 'jane',
    scopes: MANAGER,
    personalAccessToken: true,
  },
  'a user who may not manage tokens (intern)': {
    name: 'intern’s token',
    owner: 'intern',
    scopes: ['apiTokens.read', 'metrics.read'],
    personalAccessToken: true,
  },
  'the administrator of project web': {
    name: 'web administrators',
    owner: 'ci',
    project: 'web',
    scopes: ['apiTokens.read', 'apiTokens.write', 'snapshots.upload', 'TenantTokenManagement'],
  },
};
for (const [who, body] of Object.entries(signIns)) {
  const issued = await call('POST', 'apiTokens', body);
  console.log(`${who}: ${issued.token}`);
  await call('GET', `apiTokens/${issued.id}`, undefined, issued.token);
}

// The API rejects expiration dates in the past, so these tokens expire shortly after their creation.
await call('POST', 'apiTokens', {
  name: 'Yesterday’s build',
  project: 'web',
  owner: 'ci',
  scopes: ['snapshots.upload'],
  expirationDate: String(Date.now() + 5_000),
});
await call('POST', 'apiTokens', {
  name: 'Forgotten script',
  owner: 'jane',
  scopes: ['metrics.read'],
  expirationDate: String(Date.now() + 5_000),
});
