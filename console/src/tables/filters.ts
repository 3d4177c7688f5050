import type { Criteria } from '../api/selector';

/** What a table of tokens is narrowed to, as its form and its address have it. */
export interface Filters {
  name: string;
  owner: string[];
  createdBy: string[];
  /** Expires in less than so many days. */
  expires: string;
  /** Not used for so many days, or never. */
  unused: string;
  status: string;
  expired: string;
  scope: string;
  project: string;
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
};

const DAYS = /^[1-9][0-9]{0,4}$/;
const oneOf = (value: string | null, ...known: string[]) => (value !== null && known.includes(value) ? value : '');
const days = (value: string | null) => (value !== null && DAYS.test(value) ? value : '');

/** Reads filters from an address; what makes no sense there filters nothing. */
export function parseFilters(query: URLSearchParams): Filters {
  return {
    name: query.get('name') ?? '',
    owner: query.getAll('owner'),
    createdBy: query.getAll('createdBy'),
    expires: days(query.get('expires')),
    unused: days(query.get('unused')),
    status: oneOf(query.get('status'), 'enabled', 'disabled'),
    expired: oneOf(query.get('expired'), 'yes', 'no'),
    scope: query.get('scope') ?? '',
    project: query.get('project') ?? '',
  };
}

/** The filters as the API's selector has them. */
export function toCriteria(filters: Filters): Criteria {
  return {
    name: filters.name,
    owner: filters.owner,
    createdBy: filters.createdBy,
    expiresWithin: filters.expires && `${filters.expires}d`,
    enabled: filters.status ? filters.status === 'enabled' : undefined,
    expired: filters.expired ? filters.expired === 'yes' : undefined,
    scope: filters.scope ? [filters.scope] : [],
    project: filters.project,
  };
}

/** The API's `to`, which tokens that were never used pass too. */
export function usedUntil(filters: Filters): string | undefined {
  return filters.unused ? `now-${filters.unused}d` : undefined;
}

export function countActive(filters: Filters): number {
  return Object.values(filters).filter((value: string | string[]) => value.length > 0).length;
}
