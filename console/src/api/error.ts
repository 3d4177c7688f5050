import type { components } from './schema';

/**
 * `reason` identifies the cause: texts are selected by it, never by `message`. An API of another version can return
 * reasons that the console does not know.
 */
export type Violation = Omit<components['schemas']['Violation'], 'reason'> & { reason?: string };

/** The body of an error, of a whole request or of one item of a bulk request. */
export interface ErrorBody {
  code: number;
  message: string;
  reason?: string;
  constraintViolations?: Violation[];
}

/** An error response of the API, or a network error. */
export class ApiError extends Error {
  constructor(
    /** The HTTP status; 0 when no response arrived. */
    readonly status: number,
    message: string,
    readonly violations: Violation[] = [],
    /** The number of seconds to wait before a retry. */
    readonly retryAfter?: number,
    /** Identifies the cause: texts are selected by it, never by `message`. */
    readonly reason?: string,
  ) {
    super(message);
  }
}

/** Returns the violation of one field of a form. `scopes` also stands for `scopes[1]`. */
export function violationFor(error: ApiError | undefined, field: string): Violation | undefined {
  return error?.violations.find((violation) => concerns(violation, field));
}

/** Returns whether a violation is about a field or an element of it. */
export function concerns({ path }: Violation, field: string): boolean {
  return path === field || path.startsWith(`${field}[`);
}

const LIMIT_REASONS = ['max-lifetime', 'expiration-required', 'addresses-required'];

/** Returns whether a request failed only because the limits of the environment do not permit the token that it names. */
export function exceedsLimits(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.violations.length > 0 &&
    error.violations.every(({ reason }) => LIMIT_REASONS.includes(reason ?? ''))
  );
}

/** Reads the error of a response. If its body is not in the error format, the message depends on the status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  try {
    const { error } = (await response.json()) as { error: ErrorBody };
    return new ApiError(response.status, error.message, error.constraintViolations, retryAfter, error.reason);
  } catch {
    return new ApiError(response.status, response.statusText, [], retryAfter);
  }
}
