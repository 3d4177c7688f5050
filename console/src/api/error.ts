import type { components } from './schema';

/**
 * `reason` identifies the cause: texts are selected by it, never by `message`. An API of another version can return
 * reasons that the console does not know.
 */
export type Violation = Omit<components['schemas']['Violation'], 'reason'> & {
  reason?: string;
  /** The value that the request had at the path. */
  value?: unknown;
};

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
    /** The body of the request. */
    readonly sent?: unknown,
  ) {
    super(message);
  }
}

/** The fields of the errors that are about one field, but are no violations. */
const FIELDS: Readonly<Record<string, string>> = {
  outlives: 'expirationDate',
  'other-addresses': 'allowedIps',
  'scope-not-held': 'scopes',
  'name-taken': 'name',
  'identity-taken': 'identities',
  'other-owner': 'owner',
  'other-project': 'project',
  'personal-only': 'personalAccessToken',
};

/** Returns the violations of a field or an element of it: `scopes` also stands for `scopes[1]`. */
export function violationsOf(error: ApiError, field: string): Violation[] {
  return error.violations.filter(({ path }) => path === field || path.startsWith(`${field}[`));
}

/** Returns whether an error as a whole is about a field. */
export function isAbout({ reason, violations }: ApiError, field: string): boolean {
  return violations.length === 0 && reason !== undefined && Object.hasOwn(FIELDS, reason) && FIELDS[reason] === field;
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

/**
 * Reads the error of a response. If its body is not in the error format, the message depends on the status.
 *
 * @param sent the body of the request
 */
export async function toApiError(response: Response, sent?: unknown): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  try {
    const { error } = (await response.json()) as { error: ErrorBody };
    const violations = error.constraintViolations?.map((one) => ({ ...one, value: valueAt(one.path, sent) }));
    return new ApiError(response.status, error.message, violations, retryAfter, error.reason, sent);
  } catch {
    return new ApiError(response.status, response.statusText, [], retryAfter);
  }
}

/** Returns the value of a body at the path of a violation, such as `scopes[1]`. */
function valueAt(path: string, sent: unknown): unknown {
  const [, field, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(path) ?? [];
  const value = field === undefined ? undefined : (sent as Record<string, unknown> | undefined)?.[field];
  return index === undefined ? value : (value as unknown[] | undefined)?.[Number(index)];
}
