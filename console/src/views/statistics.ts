import type { Client } from '../api/client';
import { toSelector, type Criteria } from '../api/selector';
import { serverNow } from '../time/serverClock';

/** Maximum number of tokens that the overview loads for statistics that the API does not provide. */
export const SAMPLE_SIZE = 1_000;
export const SOON_DAYS = 30;
export const UNUSED_DAYS = 90;
const DAY = 86_400_000;

/** Statistics of the overview: counts from the API and sums over bounded samples. */
export interface Statistics {
  active: number;
  disabled: number;
  expired: number;
  ownerDisabled: number;
  leaked: number;
  neverOrLongUnused: number;
  /** Number of tokens that expire on each of the next days. The first day is the next 24 hours. */
  expiring: { from: number; perDay: number[]; total: number; sampled: number };
  /** Number of the newest tokens with each scope, most frequent first. */
  granted: { scopes: [string, number][]; total: number; sampled: number };
}

/** Loads the statistics with eight requests, regardless of the number of tokens. */
export async function loadStatistics(client: Client, signal: AbortSignal): Promise<Statistics> {
  const count = async (criteria: Criteria, to?: string) =>
    (
      await client.listTokens(
        { pageSize: 1, page: 1, fields: 'id', apiTokenSelector: toSelector(criteria), to },
        signal,
      )
    ).totalCount;
  const [active, disabled, expired, ownerDisabled, leaked, neverOrLongUnused, expiring, granted] = await Promise.all([
    count({ status: ['active'] }),
    count({ status: ['disabled'] }),
    count({ status: ['expired'] }),
    count({ status: ['ownerDisabled'] }),
    count({ status: ['leaked'] }),
    count({ status: ['active'] }, `now-${UNUSED_DAYS}d`),
    client.listTokens(
      {
        page: 1,
        pageSize: SAMPLE_SIZE,
        fields: 'expirationDate',
        sort: '+expirationDate',
        apiTokenSelector: toSelector({ status: ['active'], expiresWithin: `${SOON_DAYS}d` }),
      },
      signal,
    ),
    client.listTokens({ page: 1, pageSize: SAMPLE_SIZE, fields: 'scopes' }, signal),
  ]);
  const now = serverNow().getTime();
  return {
    active,
    disabled,
    expired,
    ownerDisabled,
    leaked,
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

/** Counts the dates on each of the next days, in periods of 24 hours from now. */
export function perDay(dates: string[], now: number): number[] {
  const days = new Array<number>(SOON_DAYS).fill(0);
  dates.forEach((date) => {
    const day = Math.min(SOON_DAYS - 1, Math.max(0, Math.floor((Date.parse(date) - now) / DAY)));
    days[day] = (days[day] ?? 0) + 1;
  });
  return days;
}

/** Counts equal texts. Sorts them by frequency, then by name. */
export function mostFrequent(texts: string[]): [string, number][] {
  const counts = new Map<string, number>();
  texts.forEach((text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}
