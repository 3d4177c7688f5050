import type { Criteria } from '../api/selector';
import { equal } from '../text/folding';

/** Filters of a table of tokens, as in its form and its URL. */
export interface Filters {
  name: string;
  owner: string[];
  createdBy: string[];
  /** Expires within this number of days. */
  expires: string;
  /** Not used for this number of days, or never. */
  unused: string;
  status: string;
  expired: string;
  scope: string;
  project: string;
  /** The name of the trust that gave the tokens. */
  trust: string;
  /** `yes` for the tokens that were never used. */
  neverUsed: string;
  /** `yes` for the tokens with scopes that they do not use. */
  unusedScopes: string;
  /** `yes` for the tokens that the limits would not permit now. */
  violates: string;
}

export const NO_FILTERS: Filters = {
  name: '',
  owner: [],
  createdBy: [],
  expires: '',
  unused: '',
  status: '',
  expired: '',
  scope: '',
  project: '',
  trust: '',
  neverUsed: '',
  unusedScopes: '',
  violates: '',
};

/** The filters that are on or off. */
export const SWITCHES = ['neverUsed', 'unusedScopes', 'violates'] as const;

/** After how many days a scope counts as unused, as in the details of a token. */
const UNUSED_SCOPE_DAYS = 90;

/** What the service says of a token, beyond being enabled or disabled. */
export const STATUSES = ['active', 'expired', 'ownerDisabled', 'leaked', 'damaged'] as const;
const isSwitch = (status: string) => status === 'enabled' || status === 'disabled';

const DAYS = /^[1-9][0-9]{0,4}$/;
const oneOf = (value: string | null, ...known: string[]) => (value !== null && known.includes(value) ? value : '');
const days = (value: string | null) => (value !== null && DAYS.test(value) ? value : '');

/** Parses filters from a URL. Invalid values are ignored. */
export function parseFilters(query: URLSearchParams): Filters {
  return {
    name: query.get('name') ?? '',
    owner: query.getAll('owner'),
    createdBy: query.getAll('createdBy'),
    expires: days(query.get('expires')),
    unused: days(query.get('unused')),
    status: oneOf(query.get('status'), 'enabled', 'disabled', ...STATUSES),
    expired: oneOf(query.get('expired'), 'yes', 'no'),
    scope: query.get('scope') ?? '',
    project: query.get('project') ?? '',
    trust: query.get('trust') ?? '',
    neverUsed: oneOf(query.get('neverUsed'), 'yes'),
    unusedScopes: oneOf(query.get('unusedScopes'), 'yes'),
    violates: oneOf(query.get('violates'), 'yes'),
  };
}

/** Converts the filters to criteria of the API's selector. */
export function toCriteria(filters: Filters): Criteria {
  return {
    name: filters.name,
    owner: filters.owner,
    createdBy: filters.createdBy,
    expiresWithin: filters.expires && `${filters.expires}d`,
    enabled: isSwitch(filters.status) ? filters.status === 'enabled' : undefined,
    status: filters.status && !isSwitch(filters.status) ? [filters.status] : [],
    expired: filters.expired ? filters.expired === 'yes' : undefined,
    scope: filters.scope ? [filters.scope] : [],
    project: filters.project,
    trust: filters.trust,
    violatesPolicy: filters.violates === 'yes' || undefined,
    unusedScopes: filters.unusedScopes && `${UNUSED_SCOPE_DAYS}d`,
  };
}

/** Returns the API's `to` parameter, which also matches tokens that were never used. */
export function usedUntil(filters: Filters): string | undefined {
  // Tokens that were never used are those that were last used until 1970.
  if (filters.neverUsed) return '0';
  return filters.unused ? `now-${filters.unused}d` : undefined;
}

/** Adds a name, unless it is empty or there already. */
export function withName(names: string[], name: string): string[] {
  const added = name.trim();
  return added === '' || names.some((one) => equal(one, added)) ? names : [...names, added];
}

export function countActive(filters: Filters): number {
  return Object.values(filters).filter((value: string | string[]) => value.length > 0).length;
}
