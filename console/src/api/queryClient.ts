import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './error';

const MAX_RETRIES = 2;
/** The longest wait in seconds that a retry spends silently. The user is told of a longer one instead. */
const MAX_SILENT_WAIT = 2;

/** Creates the cache of one session. Another session must not see what this one has read. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
        retryDelay: (failures, error) => retryDelayMs(failures, error),
        // A form begins anew with every version of what it edits, so that data must not change behind it.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A browser that believes itself to be offline reports the error instead of waiting.
        networkMode: 'always',
      },
    },
  });
}

/** Tells whether a read that failed is likely to succeed within a moment. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return [0, 429, 502, 503, 504].includes(error.status) && (error.retryAfter ?? 0) <= MAX_SILENT_WAIT;
}

/** Returns the wait before the next attempt: as long as the service asks for, else twice as long each time. */
export function retryDelayMs(failures: number, error: unknown): number {
  const asked = error instanceof ApiError ? error.retryAfter : undefined;
  return asked ? asked * 1000 : 500 * 2 ** failures;
}
