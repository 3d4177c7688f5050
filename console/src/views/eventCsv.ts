import type { AuditEvent, Client, EventQuery } from '../api/client';
import { toCsv } from '../text/csv';

const PAGE_SIZE = 1_000;
/** The largest number of events in a file. */
const MAX_EVENTS = 10_000;

const COLUMNS = [
  'time',
  'type',
  'action',
  'operation',
  'actorKind',
  'actorTokenId',
  'actorOwner',
  'actorSecret',
  'actorFunction',
  'actorService',
  'sourceIp',
  'userAgent',
  'targetKind',
  'targetId',
  'targetName',
  'targetOwner',
  'targetProject',
  'changes',
  'details',
  'requestId',
  'environment',
  'version',
  'id',
];

/** Loads the events that match a query, the newest first. */
export async function loadEvents(
  client: Pick<Client, 'listEvents'>,
  query: EventQuery,
): Promise<{ events: AuditEvent[]; complete: boolean }> {
  const events: AuditEvent[] = [];
  let next: EventQuery = { ...query, pageSize: PAGE_SIZE };
  while (events.length < MAX_EVENTS) {
    const page = await client.listEvents(next);
    events.push(...page.events);
    if (!page.nextPageKey) return { events, complete: true };
    next = { nextPageKey: page.nextPageKey };
  }
  return { events: events.slice(0, MAX_EVENTS), complete: false };
}

/** Returns events as a table for spreadsheets. The names of the columns are those of the API, in every language. */
export function toEventCsv(events: AuditEvent[]): string {
  return toCsv([COLUMNS, ...events.map(row)]);
}

function row(event: AuditEvent): string[] {
  const { id, time, type, action, operation, actor, target, changes, requestId, environment, version, ...rest } = event;
  // What only some types have: where a value was found, and which tokens a notice names.
  const details = JSON.stringify({ ...rest, schemaVersion: undefined });
  return [
    time,
    type,
    action,
    operation,
    actor.kind,
    actor.tokenId,
    actor.owner,
    actor.secret,
    actor.function,
    actor.service,
    actor.sourceIp,
    actor.userAgent,
    target.kind,
    target.id,
    target.name,
    target.owner,
    target.project,
    changes.length > 0 ? JSON.stringify(changes) : '',
    details === '{}' ? '' : details,
    requestId,
    environment,
    version?.toString(),
    id,
  ].map((value) => value ?? '');
}
