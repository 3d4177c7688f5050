import { Problem, problemOf } from './problem';

export type Query = Record<string, string | number | undefined>;

export interface Asked {
  query?: Query;
  body?: unknown;
  /** The ETag that was read: what has changed meanwhile is then left alone. */
  ifMatch?: string;
  signal?: AbortSignal;
}

export interface Answer<T> {
  data: T;
  etag?: string;
}

export type Call = <T>(method: string, path: string, asked?: Asked) => Promise<Answer<T>>;

/** Calls the API below `root` with a token; `refused` is told when the API no longer takes that token. */
export function callsWith(token: string, root: URL, refused: () => unknown): Call {
  return async <T>(method: string, path: string, { query = {}, body, ifMatch, signal }: Asked = {}) => {
    const url = new URL(path, root);
    Object.entries(query).forEach(([name, value]) => {
      if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
    });
    const headers = new Headers({ Authorization: `Api-Token ${token}` });
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    if (ifMatch) headers.set('If-Match', ifMatch);
    let answer: Response;
    try {
      answer = await fetch(url, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
      });
    } catch (fault) {
      if (signal?.aborted) throw fault;
      throw new Problem(0, String(fault));
    }
    if (answer.status === 401) refused();
    if (!answer.ok) throw await problemOf(answer);
    const data = (answer.status === 204 ? undefined : await answer.json()) as T;
    return { data, etag: answer.headers.get('ETag') ?? undefined };
  };
}
