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
