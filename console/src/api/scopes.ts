import { sameSet } from './effects';
import type { HttpClient } from './http';
import { resolved } from './lostWrites';
import { body, isDeleted, isSameVersion, orUndefined, versioned, withName, type Versioned } from './responses';
import type { components } from './schema';

type Schemas = components['schemas'];
export type CatalogueScope = Schemas['CatalogueScope'];
export type ScopeUpdate = Schemas['ScopeUpdate'];
export type ScopeTemplate = Schemas['ScopeTemplate'];
export type ScopeTemplateUpdate = Schemas['ScopeTemplateUpdate'];

/** Creates the operations on scopes and on scope templates. */
export function scopeOperations(http: HttpClient) {
  const listScopes = async (signal?: AbortSignal) => (await body(http.GET('/v2/scopes', { signal }))).scopes;
  const getScope = async (name: string) => (await listScopes()).find((scope) => scope.name === name);
  const getScopeTemplate = (name: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/scopeTemplates/{name}', { params: { path: { name } }, signal }));

  return {
    listScopes,
    /** Declares a scope, unless there is one with this name already. */
    createScope: (name: string, scope: ScopeUpdate): Promise<CatalogueScope> =>
      resolved(
        () =>
          body(
            http.PUT('/v2/scopes/{name}', { params: withName(name), headers: { 'If-None-Match': '*' }, body: scope }),
          ),
        async () => {
          const now = await getScope(name);
          if (!now) return 'unchanged';
          return showsScope(now, scope) ? { applied: now } : 'changedByOther';
        },
      ),
    putScope: ({ name, version }: CatalogueScope, scope: ScopeUpdate): Promise<CatalogueScope> =>
      resolved(
        () => body(http.PUT('/v2/scopes/{name}', { params: withName(name, `"${version}"`), body: scope })),
        async () => {
          const now = await getScope(name);
          if (now && showsScope(now, scope)) return { applied: now };
          return now?.version === version ? 'unchanged' : 'changedByOther';
        },
      ),
    deleteScope: ({ name, version }: CatalogueScope) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/scopes/{name}', { params: withName(name, `"${version}"`) })),
        async () => {
          const now = await getScope(name);
          if (!now) return { applied: undefined };
          return now.version === version ? 'unchanged' : 'changedByOther';
        },
      ),
    listScopeTemplates: async (signal?: AbortSignal) =>
      (await body(http.GET('/v2/scopeTemplates', { signal }))).scopeTemplates,
    getScopeTemplate,
    /** Creates a template, unless there is one with this name already. */
    createScopeTemplate: (name: string, template: ScopeTemplateUpdate): Promise<Versioned<ScopeTemplate>> =>
      resolved(
        () =>
          versioned(
            http.PUT('/v2/scopeTemplates/{name}', {
              params: withName(name),
              headers: { 'If-None-Match': '*' },
              body: template,
            }),
          ),
        async () => {
          const now = await orUndefined(getScopeTemplate(name));
          if (!now) return 'unchanged';
          return showsTemplate(now.data, template) ? { applied: now } : 'changedByOther';
        },
      ),
    putScopeTemplate: (
      name: string,
      template: ScopeTemplateUpdate,
      ifMatch?: string,
    ): Promise<Versioned<ScopeTemplate>> =>
      resolved(
        () => versioned(http.PUT('/v2/scopeTemplates/{name}', { params: withName(name, ifMatch), body: template })),
        async () => {
          const now = await getScopeTemplate(name);
          if (showsTemplate(now.data, template)) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      ),
    deleteScopeTemplate: (name: string, ifMatch?: string) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/scopeTemplates/{name}', { params: withName(name, ifMatch) })),
        () => isDeleted(() => getScopeTemplate(name), ifMatch),
      ),
  };
}

function showsScope(now: CatalogueScope, { description, deprecated, replacedBy }: ScopeUpdate): boolean {
  return (
    now.description === description &&
    (now.deprecated ?? false) === (deprecated ?? false) &&
    (now.replacedBy ?? null) === (replacedBy ?? null)
  );
}

function showsTemplate(now: ScopeTemplate, { description, scopes }: ScopeTemplateUpdate): boolean {
  return (now.description ?? null) === (description ?? null) && sameSet(now.scopes, scopes);
}
