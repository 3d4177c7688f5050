import type { Client } from '../api/client';
import { toSelector, type Criteria } from '../api/selector';

/** How many tokens the overview looks at, at most, where the API does not count by itself. */
export const SAMPLE_SIZE = 1_000;
export const SOON_DAYS = 30;
export const UNUSED_DAYS = 90;
const DAY = 86_400_000;

/** What the overview shows: counts of the API's, and sums over bounded samples. */
export interface Statistics {
  active: number;
  disabled: number;
  expired: number;
  neverOrLongUnused: number;
  /** How many expire on each of the next days, the first within 24 hours from now. */
  expiring: { from: number; perDay: number[]; total: number; sampled: number };
  /** How many of the newest tokens have each scope, the most frequent first. */
  granted: { scopes: [string, number][]; total: number; sampled: number };
}

/** Six requests, whatever the number of tokens. */
export async function loadStatistics(client: Client, signal: AbortSignal): Promise<Statistics> {
  const count = async (criteria: Criteria, to?: string) =>
    (
      await client.listTokens(
        { pageSize: 1, page: 1, fields: 'id', apiTokenSelector: toSelector(criteria), to },
        signal,
      )
    ).totalCount;
  const [active, disabled, expired, neverOrLongUnused, expiring, granted] = await Promise.all([
    count({ enabled: true, expired: false }),
    count({ enabled: false, expired: false }),
    count({ expired: true }),
    count({ enabled: true, expired: false }, `now-${UNUSED_DAYS}d`),
    client.listTokens(
      {
        page: 1,
        pageSize: SAMPLE_SIZE,
        fields: 'expirationDate',
        sort: '+expirationDate',
        apiTokenSelector: toSelector({ enabled: true, expiresWithin: `${SOON_DAYS}d` }),
      },
      signal,
    ),
    client.listTokens({ page: 1, pageSize: SAMPLE_SIZE, fields: 'scopes' }, signal),
  ]);
  const now = Date.now();
  return {
    active,
    disabled,
    expired,
    neverOrLongUnused,
    expiring: {
      from: now,
      perDay: perDay(
        expiring.apiTokens.flatMap(({ expirationDate }) => expirationDate ?? []),
        now,
      ),
      total: expiring.totalCount,
      sampled: expiring.apiTokens.length,
    },
    granted: {
      scopes: mostFrequent(granted.apiTokens.flatMap(({ scopes }) => scopes ?? [])),
      total: granted.totalCount,
      sampled: granted.apiTokens.length,
    },
  };
}

/** How many of some dates lie in each of the next days, formatCount in whole days from now. */
export function perDay(dates: string[], now: number): number[] {
  const days = new Array<number>(SOON_DAYS).fill(0);
  dates.forEach((date) => {
    const day = Math.min(SOON_DAYS - 1, Math.max(0, Math.floor((Date.parse(date) - now) / DAY)));
    days[day] = (days[day] ?? 0) + 1;
  });
  return days;
}

/** Each text with how often it occurs, the most frequent first and equals by name. */
export function mostFrequent(texts: string[]): [string, number][] {
  const counts = new Map<string, number>();
  texts.forEach((text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}
