import { expect, test } from 'vitest';
import type { Token } from '../api/client';
import { permissionsFor } from './permissions';

const me = (effectiveScopes: string[], more: Partial<Token> = {}): Token => ({
  id: 'tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX',
  name: 'mine',
  enabled: true,
  personalAccessToken: false,
  owner: 'jane',
  createdBy: 'jane',
  creationDate: '2026-03-18T10:37:42.518Z',
  // A personal token can have scopes that its owner no longer has.
  scopes: [...effectiveScopes, 'TenantTokenManagement'],
  status: 'active',
  effectiveScopes,
  ...more,
});

test('permissions depend on the effective scopes, not on the granted ones', () => {
  const permissions = permissionsFor(me(['apiTokens.read', 'metrics.read']), true);
  expect(permissions).toMatchObject({ managesAll: false, readsTokens: true, writesTokens: false, readsUsers: false });
  expect(permissions.grants('metrics.read')).toBe(true);
  expect(permissions.grants('TenantTokenManagement')).toBe(false);
});

test('a token that manages all tokens can grant any scope', () => {
  expect(permissionsFor(me(['TenantTokenManagement']), true).grants('slo.write')).toBe(true);
});

test('who may not manage tokens is offered none, whatever the scopes', () => {
  expect(permissionsFor(me(['apiTokens.read', 'apiTokens.write']), false)).toMatchObject({
    readsTokens: false,
    writesTokens: false,
  });
});

test('a token of one project has no access to users', () => {
  const permissions = permissionsFor(
    me(['users.read', 'users.write', 'TenantTokenManagement'], { project: 'web' }),
    true,
  );
  expect(permissions).toMatchObject({ readsUsers: false, writesUsers: false, project: 'web' });
});

test('a project administrator grants only the scopes of the token', () => {
  const permissions = permissionsFor(me(['TenantTokenManagement', 'logs.read'], { project: 'web' }), true);
  expect(permissions).toMatchObject({ managesAll: true, grantsAll: false });
  expect(permissions.grants('logs.read')).toBe(true);
  expect(permissions.grants('metrics.read')).toBe(false);
});

test.each([
  ['who manages all tokens', ['TenantTokenManagement'], undefined, false, true],
  ['an administrator of the project', ['TenantTokenManagement'], 'web', true, true],
  ['an administrator of another project', ['TenantTokenManagement'], 'shop', false, false],
  ['a lead, who sees the project', ['apiTokens.write', 'projects.read'], undefined, true, true],
  ['who does not see the project', ['apiTokens.write', 'projects.read'], undefined, false, false],
  ['a token that is bound to the project', ['apiTokens.write'], 'web', true, false],
])('whether %s manages it', (_, scopes, project, isSeen, expected) => {
  expect(permissionsFor(me(scopes, { project }), true).managesProject('web', isSeen)).toBe(expected);
});

test.each([
  ['an administrator with the scope', ['TenantTokenManagement', 'projects.write'], undefined, true],
  ['an administrator without it', ['TenantTokenManagement'], undefined, false],
  ['who names projects alone', ['projects.write'], undefined, false],
  ['an administrator of one project', ['TenantTokenManagement', 'projects.write'], 'web', false],
])('whether %s creates projects', (_, scopes, project, expected) => {
  expect(permissionsFor(me(scopes, { project }), true).createsProjects).toBe(expected);
});

test.each([
  ['an administrator', ['TenantTokenManagement', 'trusts.read', 'trusts.write'], undefined, [true, true, true, true]],
  ['an auditor', ['TenantTokenManagement', 'trusts.read'], undefined, [true, false, true, false]],
  [
    'a project administrator',
    ['TenantTokenManagement', 'trusts.read', 'trusts.write'],
    'web',
    [true, true, false, false],
  ],
  ['a lead', ['trusts.read', 'trusts.write'], undefined, [true, true, false, false]],
  ['who manages all tokens alone', ['TenantTokenManagement'], undefined, [false, false, false, false]],
])('whether %s reads and writes trusts and issuers', (_, scopes, project, expected) => {
  const { readsTrusts, writesTrusts, readsIssuers, writesIssuers } = permissionsFor(me(scopes, { project }), true);
  expect([readsTrusts, writesTrusts, readsIssuers, writesIssuers]).toEqual(expected);
});

test('a scope is granted under its alias as well', () => {
  const catalogue = [{ name: 'logs.read', description: '', source: 'vendor' as const, aliases: ['LogRead'] }];
  expect(permissionsFor(me(['logs.read']), true, catalogue).grants('LogRead')).toBe(true);
  expect(permissionsFor(me(['metrics.read']), true, catalogue).grants('LogRead')).toBe(false);
});

test.each([
  ['an own token with fewer rights', {}, true],
  ['a token with a scope that it lacks', { scopes: ['metrics.read'] }, false],
  ['a token that expires later', { expirationDate: '2026-05-01T00:00:00.000Z' }, false],
  ['a token that never expires', { expirationDate: undefined }, false],
  ['a token of another user', { owner: 'joe' }, false],
  ['its own token in another spelling', { owner: 'JANE' }, true],
] as const)('who manages own tokens can enable %s: %j', (_, more, expected) => {
  const permissions = permissionsFor(me(['logs.read'], { expirationDate: '2026-04-02T00:00:00.000Z' }), true);
  const token = { id: 'x', owner: 'jane', scopes: ['logs.read'], expirationDate: '2026-04-01T00:00:00.000Z', ...more };
  expect(permissions.enables({ ...token, scopes: [...token.scopes] })).toBe(expected);
  expect(permissionsFor(me(['TenantTokenManagement']), true).enables({ ...token, scopes: [] })).toBe(true);
});

test('a session enables what lives as long as its trust permits, and not only as long as itself', () => {
  const session = me(['logs.read'], {
    expirationDate: new Date(Date.now() + 60_000).toISOString(),
    maxCreatedDays: 30,
  });
  const { enables } = permissionsFor(session, true);
  const token = (days: number) => ({
    id: 'x',
    owner: 'jane',
    scopes: ['logs.read'],
    expirationDate: new Date(Date.now() + days * 86_400_000).toISOString(),
  });
  expect(enables(token(29))).toBe(true);
  expect(enables(token(31))).toBe(false);
  expect(enables({ ...token(29), expirationDate: undefined })).toBe(false);
});
