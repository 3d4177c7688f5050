import { sameSet } from './effects';
import type { HttpClient } from './http';
import { resolved } from './lostWrites';
import {
  body,
  isDeleted,
  isSameVersion,
  orUndefined,
  versioned,
  withName,
  type Listed,
  type Versioned,
} from './responses';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Issuer = Schemas['Issuer'];
export type ListedIssuer = Listed<Issuer>;
export type IssuerUpdate = Schemas['IssuerUpdate'];

/** Creates the operations on issuers. */
export function issuerOperations(http: HttpClient) {
  const getIssuer = (name: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/issuers/{name}', { params: { path: { name } }, signal }));
  return {
    listIssuers: async (signal?: AbortSignal): Promise<ListedIssuer[]> =>
      (await body(http.GET('/v2/issuers', { signal }))).issuers,
    getIssuer,
    /** Creates an issuer, unless there is one with this name already. */
    createIssuer: (name: string, issuer: IssuerUpdate): Promise<Versioned<Issuer>> =>
      resolved(
        () =>
          versioned(
            http.PUT('/v2/issuers/{name}', { params: withName(name), headers: { 'If-None-Match': '*' }, body: issuer }),
          ),
        async () => {
          const now = await orUndefined(getIssuer(name));
          if (!now) return 'unchanged';
          return showsIssuer(now.data, issuer) ? { applied: now } : 'changedByOther';
        },
      ),
    putIssuer: (name: string, issuer: IssuerUpdate, ifMatch?: string): Promise<Versioned<Issuer>> =>
      resolved(
        () => versioned(http.PUT('/v2/issuers/{name}', { params: withName(name, ifMatch), body: issuer })),
        async () => {
          const now = await getIssuer(name);
          if (showsIssuer(now.data, issuer)) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      ),
    deleteIssuer: (name: string, ifMatch?: string) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/issuers/{name}', { params: withName(name, ifMatch) })),
        () => isDeleted(() => getIssuer(name), ifMatch),
      ),
  };
}

/** Returns whether the record of a listed issuer can be read. */
export function isReadable(issuer: ListedIssuer): issuer is ListedIssuer & Issuer {
  return issuer.damaged !== true;
}

/** Returns whether an issuer has the values of an update. Its keys are not compared, because the service parses them. */
export function showsIssuer(issuer: Issuer, update: IssuerUpdate): boolean {
  return (
    issuer.kind === update.kind &&
    (update.issuer == null || issuer.issuer === update.issuer) &&
    (update.audiences == null || sameSet(issuer.audiences, update.audiences)) &&
    (update.singleUse == null || issuer.singleUse === update.singleUse) &&
    (update.maxAgeSeconds == null || issuer.maxAgeSeconds === update.maxAgeSeconds) &&
    issuer.enabled === (update.enabled ?? true) &&
    (issuer.clientId ?? null) === (update.clientId ?? null) &&
    sameSet(issuer.redirectUris ?? [], update.redirectUris ?? []) &&
    (issuer.scope ?? null) === (update.scope ?? null) &&
    (issuer.linkClaim ?? null) === (update.linkClaim ?? null) &&
    (issuer.label ?? null) === (update.label ?? null)
  );
}
