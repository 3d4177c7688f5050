import createFetchClient, { type Client } from 'openapi-fetch';
import { adjustClock } from '../time/serverClock';
import { ApiError, toApiError } from './error';
import type { paths } from './schema';

/** An HTTP client with the types of all operations, generated from the OpenAPI document. */
export type HttpClient = Client<paths>;

export interface HttpOptions {
  /** The URL to which the paths of the OpenAPI document are relative. */
  baseUrl: URL;
  /** Returns the token to send; it is read for every request. */
  token(): string;
  /** Called when the API no longer accepts the token. */
  onUnauthorized(): void;
  /** Called after every request that may have changed something, also if its response was lost. */
  onWrite(): void;
}

/** After this time, a response is regarded as lost. API Gateway responds within 29 seconds. */
const MAX_WAIT_MS = 40_000;

/** A request that remembers its body, which the browser reads only once. */
class SentRequest extends Request {
  readonly sent: unknown;

  constructor(url: RequestInfo | URL, init?: RequestInit) {
    super(url, init);
    if (typeof init?.body === 'string') this.sent = JSON.parse(init.body);
  }
}

/** Creates an HTTP client whose calls return data or throw an {@link ApiError}. */
export function createHttpClient({ baseUrl, token, onUnauthorized, onWrite }: HttpOptions): HttpClient {
  const client = createFetchClient<paths>({
    baseUrl: baseUrl.href,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    Request: SentRequest,
    fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(MAX_WAIT_MS)]) }),
  });
  const sentAt = new Map<string, number>();
  client.use({
    onRequest: ({ request, id }) => {
      request.headers.set('Authorization', `Api-Token ${token()}`);
      sentAt.set(id, Date.now());
    },
    onError: ({ request, error, id }) => {
      sentAt.delete(id);
      if (request.method !== 'GET') onWrite();
      return request.signal.aborted ? undefined : new ApiError(0, String(error));
    },
    onResponse: async ({ request, response, id }) => {
      const now = Date.now();
      adjustClock(response.headers.get('Date'), sentAt.get(id) ?? now, now);
      sentAt.delete(id);
      if (request.method !== 'GET') onWrite();
      if (response.status === 401) onUnauthorized();
      if (!response.ok) throw await toApiError(response, (request as SentRequest).sent);
    },
  });
  return client;
}
