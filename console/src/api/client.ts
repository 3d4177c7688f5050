import type { Answer, Call, Query } from './call';
import type { components } from './schema';

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

const tokenPath = (id: string) => `apiTokens/${encodeURIComponent(id)}`;
const userPath = (name: string) => `users/${encodeURIComponent(name)}`;

const dataOf = <T>(answer: Promise<Answer<T>>) => answer.then(({ data }) => data);

/** The operations of the API that the console uses, one line each. */
export function clientOf(call: Call) {
  return {
    listTokens: (query: Query, signal?: AbortSignal) => dataOf(call<TokenList>('GET', 'apiTokens', { query, signal })),
    getToken: (id: string, signal?: AbortSignal) => call<Token>('GET', tokenPath(id), { signal }),
    createToken: (body: NewToken) => dataOf(call<IssuedToken>('POST', 'apiTokens', { body })),
    patchToken: (id: string, body: TokenPatch, ifMatch?: string) =>
      call<Token>('PATCH', tokenPath(id), { body, ifMatch }),
    deleteToken: (id: string, ifMatch?: string) => call<void>('DELETE', tokenPath(id), { ifMatch }),
    regenerateToken: (id: string, overlapSeconds: number, ifMatch?: string) =>
      dataOf(call<IssuedToken>('POST', `${tokenPath(id)}/regenerate`, { body: { overlapSeconds }, ifMatch })),
    changeTokens: (body: Bulk) => dataOf(call<BulkResults>('POST', 'apiTokens/bulk', { body })),
    listScopes: () => dataOf(call<Schemas['ScopeCatalogue']>('GET', 'scopes')).then(({ scopes }) => scopes),
    listUsers: (query: Query, signal?: AbortSignal) => dataOf(call<UserList>('GET', 'users', { query, signal })),
    getUser: (name: string, signal?: AbortSignal) => call<User>('GET', userPath(name), { signal }),
    putUser: (name: string, body: UserUpdate, ifMatch?: string) => call<User>('PUT', userPath(name), { body, ifMatch }),
    deleteUser: (name: string, ifMatch?: string) => call<void>('DELETE', userPath(name), { ifMatch }),
  };
}

export type Client = ReturnType<typeof clientOf>;
