import type { components } from './schema';

export type Violation = components['schemas']['Violation'];

/** What the API, or the way to it, says instead of doing what it was asked. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when no answer came at all. */
    readonly status: number,
    message: string,
    readonly violations: Violation[] = [],
    /** Seconds after which it is worth trying again. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** What is wrong with one field of a form, by the path that the API names: `scopes` also stands for `scopes[1]`. */
export function violationOf(problem: Problem | undefined, field: string): string | undefined {
  return problem?.violations.find(({ path }) => path === field || path.startsWith(`${field}[`))?.message;
}

/** Reads an error envelope; an answer that holds none is a problem without words. */
export async function problemOf(answer: Response): Promise<Problem> {
  const retryAfter = Number(answer.headers.get('Retry-After')) || undefined;
  try {
    const { error } = (await answer.json()) as { error: { message: string; constraintViolations?: Violation[] } };
    return new Problem(answer.status, error.message, error.constraintViolations, retryAfter);
  } catch {
    return new Problem(answer.status, answer.statusText, [], retryAfter);
  }
}
