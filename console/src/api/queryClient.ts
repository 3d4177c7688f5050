import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './error';

const MAX_RETRIES = 2;
/** The maximum wait before a retry, in seconds. If the API requires a longer wait, the error is shown instead. */
const MAX_SILENT_WAIT = 2;

/** Creates the cache of one session. Sessions share no data, because their tokens have different permissions. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
        retryDelay: (failures, error) => retryDelayMs(failures, error),
        // A form is reset when its data change, so data must not be refetched while it is edited.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // If the browser is offline, the error is shown immediately instead of waiting.
        networkMode: 'always',
      },
    },
  });
}

/** Returns whether a failed read is likely to succeed if it is retried. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return [0, 429, 502, 503, 504].includes(error.status) && (error.retryAfter ?? 0) <= MAX_SILENT_WAIT;
}

/** Returns the wait before the next attempt: the value of `Retry-After`, or else twice the previous wait. */
export function retryDelayMs(failures: number, error: unknown): number {
  const retryAfter = error instanceof ApiError ? error.retryAfter : undefined;
  return retryAfter ? retryAfter * 1000 : 500 * 2 ** failures;
}
