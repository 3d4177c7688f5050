import type { EventQuery } from '../api/client';
import { endOfDay, startOfDay } from '../time/days';
import type { Zone } from '../time/grammar';
import { ACTOR_KINDS, TARGET_KINDS } from './eventTexts';

/** Filters of the audit log, as in its form and its URL. */
export interface EventFilters {
  /** The first day, `YYYY-MM-DD`. */
  from: string;
  /** The last day, `YYYY-MM-DD`. */
  to: string;
  action: string;
  project: string;
  /** The kind of the target; with an id, one target. */
  targetKind: string;
  targetId: string;
  actorKind: string;
  actorId: string;
}

export const NO_EVENT_FILTERS: EventFilters = {
  from: '',
  to: '',
  action: '',
  project: '',
  targetKind: '',
  targetId: '',
  actorKind: '',
  actorId: '',
};

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const ACTION = /^[a-z][A-Za-z]{0,31}\.[a-z][A-Za-z]{0,31}$/;
const PROJECT = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** Returns whether an actor of this kind has no id. */
export function isSingle(kind: string): boolean {
  return kind === 'unknown';
}

/** Returns whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const instant = new Date(text);
  return DAY.test(text) && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

const matching = (value: string | null, pattern: RegExp) => (value !== null && pattern.test(value) ? value : '');
const dayIn = (value: string | null) => (value !== null && isDay(value) ? value : '');
const kindOf = (value: string | null, kinds: readonly string[]) =>
  value !== null && kinds.includes(value) ? value : '';

/** Parses filters from a URL. Invalid values are ignored. `target` and `actor` are understood as the API does. */
export function parseEventFilters(given: URLSearchParams): EventFilters {
  const query = withParts(given);
  const targetKind = kindOf(query.get('targetKind'), TARGET_KINDS);
  const actorKind = kindOf(query.get('actorKind'), ACTOR_KINDS);
  return {
    from: dayIn(query.get('from')),
    to: dayIn(query.get('to')),
    action: matching(query.get('action'), ACTION),
    project: matching(query.get('project'), PROJECT),
    targetKind,
    targetId: targetKind && (query.get('targetId') ?? ''),
    actorKind,
    actorId: actorKind && !isSingle(actorKind) ? (query.get('actorId') ?? '') : '',
  };
}

const PAIRS = ['target', 'actor'];

/** Divides `kind:id`, as the parameters of the API have it, into the kind and the id. */
function withParts(query: URLSearchParams): URLSearchParams {
  const parts = new URLSearchParams(query);
  for (const name of PAIRS) {
    const [kind, ...id] = query.get(name)?.split(':') ?? [];
    parts.delete(name);
    if (kind && !parts.has(`${name}Kind`)) {
      parts.set(`${name}Kind`, kind);
      parts.set(`${name}Id`, id.join(':'));
    }
  }
  return parts;
}

/** Returns the names of the parameters of a URL that select nothing: without a warning, all events pass for those they name. */
export function ignoredParams(query: URLSearchParams): string[] {
  const filters = parseEventFilters(query);
  const sent = toEventQuery(filters, 'UTC');
  const effective = (name: string, value: string) => {
    if (name === 'target' || name === 'actor') return sent[name] === value;
    if (name.startsWith('target') && !sent.target) return false;
    if (name.startsWith('actor') && !sent.actor) return false;
    return Object.hasOwn(filters, name) && filters[name as keyof EventFilters] === value;
  };
  return [...new Set([...query].filter(([name, value]) => value && !effective(name, value)).map(([name]) => name))];
}

/** Returns which fields of a form are not valid. A kind alone selects nothing that the API could search for. */
export function invalidFields(filters: EventFilters): (keyof EventFilters)[] {
  const invalid: (keyof EventFilters)[] = [];
  if (filters.from && !isDay(filters.from)) invalid.push('from');
  if (filters.to && !isDay(filters.to)) invalid.push('to');
  if (filters.project && !PROJECT.test(filters.project)) invalid.push('project');
  if (filters.targetKind && !filters.targetId) invalid.push('targetId');
  if (filters.actorKind && !isSingle(filters.actorKind) && !filters.actorId) invalid.push('actorId');
  return invalid;
}

/** Converts the filters to parameters of the API. */
export function toEventQuery(filters: EventFilters, zone: Zone): EventQuery {
  const { from, to, action, project, targetKind, targetId, actorKind, actorId } = filters;
  const pair = (kind: string, id: string) => (kind && id ? `${kind}:${id}` : undefined);
  return {
    from: from ? String(startOfDay(from, zone).getTime()) : undefined,
    to: to ? String(endOfDay(to, zone).getTime()) : undefined,
    action: action || undefined,
    project: project || undefined,
    target: pair(targetKind, targetId),
    actor: isSingle(actorKind) ? actorKind : pair(actorKind, actorId),
  };
}

export function countActiveFilters({ targetKind, actorKind, ...others }: EventFilters): number {
  const set = Object.values(others).filter((value) => value !== '').length;
  // A kind without an id counts if it selects events alone.
  return set + (targetKind && !others.targetId ? 1 : 0) + (actorKind && !others.actorId ? 1 : 0);
}
