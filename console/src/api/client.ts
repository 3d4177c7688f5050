import type { HttpClient } from './http';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
export type Token = Schemas['Token'];
export type ListedToken = Schemas['ListedToken'];
export type TokenList = Schemas['TokenList'];
export type NewToken = Schemas['NewToken'];
export type TokenPatch = Schemas['TokenPatch'];
export type IssuedToken = Schemas['IssuedToken'];
export type Bulk = Schemas['Bulk'];
export type BulkResults = Schemas['BulkResults'];
export type CatalogueScope = Schemas['ScopeCatalogue']['scopes'][number];
export type User = Schemas['User'];
export type ListedUser = Schemas['ListedUser'];
export type UserList = Schemas['UserList'];
export type UserUpdate = Schemas['UserUpdate'];

type TokenQuery = operations['listTokens']['parameters']['query'];
type UserQuery = operations['listUsers']['parameters']['query'];

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
async function body<T>(response: Promise<HttpResponse<T>>): Promise<T> {
  return (await response).data as T;
}

async function versioned<T>(response: Promise<HttpResponse<T>>): Promise<Versioned<T>> {
  const {
    data,
    response: { headers },
  } = await response;
  return { data: data as T, etag: headers.get('ETag') ?? undefined };
}

// The library's types omit a field that can only be null.
const writable = (patch: TokenPatch) => patch as Omit<TokenPatch, 'previousSecretValidUntil'>;

const withId = (id: string, ifMatch?: string) => ({ path: { id }, header: { 'If-Match': ifMatch } });
const withName = (name: string, ifMatch?: string) => ({ path: { name }, header: { 'If-Match': ifMatch } });

/** Creates the operations of the API that the console uses. An `ifMatch` is the ETag that the caller has read. */
export function createClient(http: HttpClient) {
  return {
    listTokens: (query: TokenQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/apiTokens', { params: { query }, signal })),
    getToken: (id: string, signal?: AbortSignal) =>
      versioned(http.GET('/v2/apiTokens/{id}', { params: { path: { id } }, signal })),
    // Only a replay has no secret in its response, and the console sends no idempotency keys.
    createToken: (token: NewToken) => body(http.POST('/v2/apiTokens', { body: token })) as Promise<IssuedToken>,
    patchToken: (id: string, patch: TokenPatch, ifMatch?: string) =>
      versioned(http.PATCH('/v2/apiTokens/{id}', { params: withId(id, ifMatch), body: writable(patch) })),
    deleteToken: (id: string, ifMatch?: string) =>
      body(http.DELETE('/v2/apiTokens/{id}', { params: withId(id, ifMatch) })),
    regenerateToken: (id: string, overlapSeconds: number, ifMatch?: string) =>
      body(http.POST('/v2/apiTokens/{id}/regenerate', { params: withId(id, ifMatch), body: { overlapSeconds } })),
    changeTokens: (bulk: Bulk) => body(http.POST('/v2/apiTokens/bulk', { body: bulk })) as Promise<BulkResults>,
    listScopes: async () => (await body(http.GET('/v2/scopes'))).scopes,
    listUsers: (query: UserQuery, signal?: AbortSignal) => body(http.GET('/v2/users', { params: { query }, signal })),
    getUser: (name: string, signal?: AbortSignal) =>
      versioned(http.GET('/v2/users/{name}', { params: { path: { name } }, signal })),
    putUser: (name: string, user: UserUpdate, ifMatch?: string) =>
      versioned(http.PUT('/v2/users/{name}', { params: withName(name, ifMatch), body: user })),
    deleteUser: (name: string, ifMatch?: string) =>
      body(http.DELETE('/v2/users/{name}', { params: withName(name, ifMatch) })),
  };
}

export type Client = ReturnType<typeof createClient>;
