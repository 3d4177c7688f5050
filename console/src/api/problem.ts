import type { components } from './schema';

/** `reason` identifies what is wrong: texts are chosen by it, never by `message`. */
export type Violation = components['schemas']['Violation'] & { reason?: string };

/** The body of an error, of a whole request or of one item of a bulk request. */
export interface ErrorBody {
  code: number;
  message: string;
  reason?: string;
  constraintViolations?: Violation[];
}

/** What the API, or the way to it, says instead of doing what it was asked. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when no answer came at all. */
    readonly status: number,
    message: string,
    readonly violations: Violation[] = [],
    /** Seconds after which it is worth trying again. */
    readonly retryAfter?: number,
    /** Identifies what went wrong: texts are chosen by it, never by `message`. */
    readonly reason?: string,
  ) {
    super(message);
  }
}

/** What is wrong with one field of a form, by the path that the API names: `scopes` also stands for `scopes[1]`. */
export function violationOf(problem: Problem | undefined, field: string): Violation | undefined {
  return problem?.violations.find(({ path }) => path === field || path.startsWith(`${field}[`));
}

/** Reads an error envelope; an answer that holds none is a problem without words. */
export async function problemOf(answer: Response): Promise<Problem> {
  const retryAfter = Number(answer.headers.get('Retry-After')) || undefined;
  try {
    const { error } = (await answer.json()) as { error: ErrorBody };
    return new Problem(answer.status, error.message, error.constraintViolations, retryAfter, error.reason);
  } catch {
    return new Problem(answer.status, answer.statusText, [], retryAfter);
  }
}
