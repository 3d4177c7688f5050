import { ApiError } from './error';
import type { Reading } from './lostWrites';

/** A resource and its version, which an update sends back as a precondition. */
export interface Versioned<T> {
  data: T;
  etag?: string;
}

interface HttpResponse<T> {
  data?: T;
  response: Response;
}

/** Returns the body of a response. The HTTP client throws on errors, so a response always has a body. */
export async function body<T>(response: Promise<HttpResponse<T>>): Promise<T> {
  return (await response).data as T;
}

export async function versioned<T>(response: Promise<HttpResponse<T>>): Promise<Versioned<T>> {
  const {
    data,
    response: { headers },
  } = await response;
  return { data: data as T, etag: headers.get('ETag') ?? undefined };
}

/** Returns undefined for a resource that does not exist. */
export async function orUndefined<T>(resource: Promise<T>): Promise<T | undefined> {
  try {
    return await resource;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

export function isSameVersion({ etag }: Versioned<unknown>, ifMatch: string | undefined): boolean {
  return ifMatch === undefined || etag === ifMatch;
}

/** A record in a list: of one that is damaged, only the name is known. */
export type Listed<T extends { name: string }> = Pick<T, 'name'> & Partial<T> & { damaged?: boolean };

/** Reads whether a resource is gone, or else whether it is still the version that was to be deleted. */
export async function isDeleted(
  read: () => Promise<Versioned<unknown>>,
  ifMatch?: string,
): Promise<Reading<undefined>> {
  const now = await orUndefined(read());
  if (!now) return { applied: undefined };
  return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
}

/** The parameters of a resource that is identified by its name. */
export const withName = (name: string, ifMatch?: string) => ({ path: { name }, header: { 'If-Match': ifMatch } });
