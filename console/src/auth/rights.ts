import type { Token } from '../api/client';

/** What the token that is signed in with may do; what it may not is not offered. The API decides all the same. */
export interface Rights {
  /** Sees and changes everybody's tokens, and grants any scope. */
  managesAll: boolean;
  readsTokens: boolean;
  writesTokens: boolean;
  rotatesItself: boolean;
  readsUsers: boolean;
  writesUsers: boolean;
  /** The only project that it works in. */
  project?: string;
  grants(scope: string): boolean;
}

/** @param mayManage whether the owner of the token may manage tokens at all, which its scopes do not tell */
export function rightsOf(me: Token, mayManage: boolean): Rights {
  const scopes = new Set(me.effectiveScopes ?? []);
  const managesAll = scopes.has('TenantTokenManagement');
  return {
    managesAll,
    readsTokens: mayManage && scopes.has('apiTokens.read'),
    writesTokens: mayManage && scopes.has('apiTokens.write'),
    rotatesItself: scopes.has('apiTokens.rotateSelf'),
    // A token that is bound to a project has no access to users.
    readsUsers: !me.project && scopes.has('users.read'),
    writesUsers: !me.project && scopes.has('users.write'),
    project: me.project,
    grants: (scope) => managesAll || scopes.has(scope),
  };
}
