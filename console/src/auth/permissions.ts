import type { Token } from '../api/client';

/** What the signed-in token may do. The console offers nothing else; the API checks every request anyway. */
export interface Permissions {
  /** Whether it reads and changes the tokens of every owner, and grants any scope. */
  managesAll: boolean;
  readsTokens: boolean;
  writesTokens: boolean;
  rotatesItself: boolean;
  readsUsers: boolean;
  writesUsers: boolean;
  /** The only project that it has access to, if it is bound to one. */
  project?: string;
  grants(scope: string): boolean;
}

/** @param canManageTokens whether the token's owner may manage tokens, which does not depend on the scopes */
export function permissionsFor(me: Token, canManageTokens: boolean): Permissions {
  const scopes = new Set(me.effectiveScopes ?? []);
  const managesAll = scopes.has('TenantTokenManagement');
  return {
    managesAll,
    readsTokens: canManageTokens && scopes.has('apiTokens.read'),
    writesTokens: canManageTokens && scopes.has('apiTokens.write'),
    rotatesItself: scopes.has('apiTokens.rotateSelf'),
    // A token that is bound to a project has no access to users.
    readsUsers: !me.project && scopes.has('users.read'),
    writesUsers: !me.project && scopes.has('users.write'),
    project: me.project,
    grants: (scope) => managesAll || scopes.has(scope),
  };
}
