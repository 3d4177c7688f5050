import type { HttpClient } from './http';
import { body } from './responses';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
export type AuditEvent = Schemas['AuditEvent'];
export type AuditActor = Schemas['AuditActor'];
export type AuditTarget = Schemas['AuditTarget'];
export type AuditChange = Schemas['AuditChange'];
export type AuditEventList = Schemas['AuditEventList'];
export type EventQuery = NonNullable<operations['listEvents']['parameters']['query']>;
type PageQuery = Pick<EventQuery, 'pageSize' | 'nextPageKey'>;

/** Creates the operations on audit events, which come newest first. */
export function eventOperations(http: HttpClient) {
  return {
    listEvents: (query: EventQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/events', { params: { query }, signal })),
    /** Lists the events of a token, also of a deleted one. */
    listTokenEvents: (id: string, query: PageQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/apiTokens/{id}/events', { params: { path: { id }, query }, signal })),
    /** Lists the events of a user, also of a deleted one. */
    listUserEvents: (name: string, query: PageQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/users/{name}/events', { params: { path: { name }, query }, signal })),
  };
}
