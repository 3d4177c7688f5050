import type { CatalogueScope, ListedToken, Token } from '../api/client';
import { equal } from '../text/folding';
import { serverNow } from '../time/serverClock';

/** What the signed-in token may do. The console offers nothing else; the API checks every request anyway. */
export interface Permissions {
  /** Whether it reads and changes the tokens of every owner: of all projects, or of the one that it is bound to. */
  managesAll: boolean;
  /** Whether it may give tokens any scope and any expiration date. */
  grantsAll: boolean;
  readsTokens: boolean;
  writesTokens: boolean;
  rotatesItself: boolean;
  readsUsers: boolean;
  writesUsers: boolean;
  writesScopes: boolean;
  readsTrusts: boolean;
  writesTrusts: boolean;
  /** Whether it administers which issuers of id tokens are believed. */
  readsIssuers: boolean;
  writesIssuers: boolean;
  /** Whether it reads the events of everything: of all projects, or of the one that it is bound to. */
  readsAudit: boolean;
  /** Whether it sees the projects that it is bound to, that its user leads, or all. */
  readsProjects: boolean;
  writesProjects: boolean;
  /** Whether it may create a project before its first token does. */
  createsProjects: boolean;
  /** Whether it reads the tokens of a project that it sees: a lead does so without managing own tokens. */
  readsProjectTokens: boolean;
  writesProjectTokens: boolean;
  /** The only project that it has access to, if it is bound to one. */
  project?: string;
  /**
   * Whether it administers or leads this project, so that it may give tokens of the project to technical users.
   *
   * @param isSeen whether it sees the project: without all tokens, and if it is bound to none, that is to lead it
   */
  managesProject(project: string, isSeen: boolean): boolean;
  grants(scope: string): boolean;
  /** Whether it could enable a disabled token, as far as the console can tell. */
  enables(token: ListedToken): boolean;
}

/** Scopes to manage tokens, users and other records. They are granted on purpose and never proposed. */
const MANAGEMENT = /^(?:apiTokens\.write|TenantTokenManagement|(?:users|scopes|projects|trusts|issuers|audit)\..+)$/;

export function isManagementScope(scope: string): boolean {
  return MANAGEMENT.test(scope);
}

/** @param canManageTokens whether the token's owner may manage tokens, which does not depend on the scopes */
export function permissionsFor(me: Token, canManageTokens: boolean, catalogue: CatalogueScope[] = []): Permissions {
  const scopes = new Set(me.effectiveScopes ?? []);
  const managesAll = scopes.has('TenantTokenManagement');
  const grantsAll = managesAll && !me.project;
  const nameOf = (scope: string) => catalogue.find(({ aliases }) => aliases.includes(scope))?.name ?? scope;
  const grants = (scope: string) => grantsAll || scopes.has(nameOf(scope));
  const outlives = ({ expirationDate }: ListedToken) => {
    // What a session enables may live longer than the session.
    const latest = me.maxCreatedDays === undefined ? me.expirationDate : daysFromNow(me.maxCreatedDays);
    return latest !== undefined && (expirationDate === undefined || expirationDate > latest);
  };
  const readsProjects = me.project !== undefined || scopes.has('projects.read') || scopes.has('projects.write');
  const usesProjectTokens = canManageTokens || readsProjects;
  return {
    managesAll,
    grantsAll,
    readsTokens: canManageTokens && scopes.has('apiTokens.read'),
    writesTokens: canManageTokens && scopes.has('apiTokens.write'),
    rotatesItself: scopes.has('apiTokens.rotateSelf'),
    // A token that is bound to a project has no access to users.
    readsUsers: !me.project && scopes.has('users.read'),
    writesUsers: !me.project && scopes.has('users.write'),
    readsProjects,
    writesProjects: scopes.has('projects.write'),
    createsProjects: grantsAll && scopes.has('projects.write'),
    readsProjectTokens: usesProjectTokens && scopes.has('apiTokens.read'),
    writesProjectTokens: usesProjectTokens && scopes.has('apiTokens.write'),
    readsTrusts: scopes.has('trusts.read'),
    writesTrusts: scopes.has('trusts.write'),
    readsIssuers: grantsAll && scopes.has('trusts.read'),
    writesIssuers: grantsAll && scopes.has('trusts.write'),
    writesScopes: !me.project && scopes.has('scopes.write'),
    readsAudit: scopes.has('audit.read'),
    project: me.project,
    managesProject: (project, isSeen) => (managesAll ? !me.project || me.project === project : isSeen && !me.project),
    grants,
    enables: (token) =>
      grantsAll ||
      (token.owner !== undefined &&
        equal(token.owner, me.owner) &&
        (token.scopes ?? []).every(grants) &&
        !outlives(token) &&
        (!me.personalAccessToken || token.personalAccessToken === true)),
  };
}

function daysFromNow(days: number): string {
  return new Date(serverNow().getTime() + days * 86_400_000).toISOString();
}
