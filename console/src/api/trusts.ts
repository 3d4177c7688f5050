import { sameConditions } from '../trusts/conditions';
import { sameExpiry, sameSet } from './effects';
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
import type { components, operations } from './schema';
import { serverNow } from '../time/serverClock';

type Schemas = components['schemas'];
export type Trust = Schemas['Trust'];
export type ListedTrust = Listed<Trust>;
export type TrustList = Omit<Schemas['TrustList'], 'trusts'> & { trusts: ListedTrust[] };
export type TrustUpdate = Schemas['TrustUpdate'];
export type Explanation = Schemas['Explanation'];
type TrustQuery = operations['listTrusts']['parameters']['query'];

/** Creates the operations on trusts. */
export function trustOperations(http: HttpClient) {
  const getTrust = (name: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/trusts/{name}', { params: { path: { name } }, signal }));
  return {
    listTrusts: (query: TrustQuery, signal?: AbortSignal): Promise<TrustList> =>
      body(http.GET('/v2/trusts', { params: { query }, signal })),
    getTrust,
    /** Creates a trust, unless there is one with this name already. */
    createTrust: (name: string, trust: TrustUpdate): Promise<Versioned<Trust>> => {
      const sentAt = serverNow();
      return resolved(
        () =>
          versioned(
            http.PUT('/v2/trusts/{name}', { params: withName(name), headers: { 'If-None-Match': '*' }, body: trust }),
          ),
        async () => {
          const now = await orUndefined(getTrust(name));
          if (!now) return 'unchanged';
          return showsTrust(now.data, trust, sentAt) ? { applied: now } : 'changedByOther';
        },
      );
    },
    putTrust: (name: string, trust: TrustUpdate, ifMatch?: string): Promise<Versioned<Trust>> => {
      const sentAt = serverNow();
      return resolved(
        () => versioned(http.PUT('/v2/trusts/{name}', { params: withName(name, ifMatch), body: trust })),
        async () => {
          const now = await getTrust(name);
          if (showsTrust(now.data, trust, sentAt)) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      );
    },
    deleteTrust: (name: string, ifMatch?: string) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/trusts/{name}', { params: withName(name, ifMatch) })),
        () => isDeleted(() => getTrust(name), ifMatch),
      ),
    /** Returns which conditions of a trust hold for these claims. Nothing is exchanged. */
    explainTrust: (name: string, claims: Record<string, unknown>): Promise<Explanation> =>
      body(http.POST('/v2/trusts/{name}/explain', { params: { path: { name } }, body: { claims } })),
  };
}

/** Returns whether a trust has the values of an update that was sent at this time. */
export function showsTrust(trust: Trust, update: TrustUpdate, sentAt: Date): boolean {
  return (
    sameConditions(trust.conditions ?? [], update.conditions ?? []) &&
    sameSet(trust.scopes, update.scopes) &&
    sameSet(trust.allowedIps ?? [], update.allowedIps ?? []) &&
    (update.project == null || trust.project === update.project) &&
    (update.owner == null || trust.owner === update.owner) &&
    (update.lifetimeSeconds == null || trust.lifetimeSeconds === update.lifetimeSeconds) &&
    (update.maxCreatedDays == null || trust.maxCreatedDays === update.maxCreatedDays) &&
    trust.enabled === (update.enabled ?? true) &&
    (trust.description ?? null) === (update.description ?? null) &&
    sameExpiry(trust.expirationDate, update.expirationDate ?? null, sentAt)
  );
}
