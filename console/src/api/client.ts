import { serverNow } from '../time/serverClock';
import { showsPatch, showsUser } from './effects';
import { eventOperations } from './events';
import type { HttpClient } from './http';
import { LostWriteError, resolved, type Reading } from './lostWrites';
import { issuerOperations } from './issuers';
import { projectOperations } from './projects';
import { body, isDeleted, isSameVersion, orUndefined, versioned, withName, type Versioned } from './responses';
import { scopeOperations } from './scopes';
import type { components, operations } from './schema';
import { trustOperations } from './trusts';

export type { AuditActor, AuditChange, AuditEvent, AuditEventList, AuditTarget, EventQuery } from './events';
export type { Issuer, IssuerUpdate } from './issuers';
export type { ListedProject, Project } from './projects';
export type { Versioned } from './responses';
export type { CatalogueScope, ScopeTemplate, ScopeTemplateUpdate, ScopeUpdate } from './scopes';
export type { Explanation, ListedTrust, Trust, TrustList, TrustUpdate } from './trusts';

type Schemas = components['schemas'];
export type Token = Schemas['Token'];
export type ListedToken = Schemas['ListedToken'];
export type TokenList = Schemas['TokenList'];
export type NewToken = Schemas['NewToken'];
export type TokenPatch = Schemas['TokenPatch'];
export type IssuedToken = Schemas['IssuedToken'];
export type Bulk = Schemas['Bulk'];
export type BulkResults = Schemas['BulkResults'];
export type Configuration = Schemas['Configuration'];
export type Limits = Schemas['Limits'];
export type User = Schemas['User'];
export type ListedUser = Schemas['ListedUser'];
export type UserList = Schemas['UserList'];
export type UserUpdate = Schemas['UserUpdate'];

type TokenQuery = operations['listTokens']['parameters']['query'];
type UserQuery = operations['listUsers']['parameters']['query'];

/** The status of one token of a bulk request whose response was lost, and that has not changed the token. */
export const NOT_APPLIED = 0;

const KEY_HEADER = 'Idempotency-Key';
const REPLAYED_HEADER = 'Idempotency-Replayed';

// The library's types omit a field that can only be null.
const writable = (patch: TokenPatch) => patch as Omit<TokenPatch, 'previousSecretValidUntil'>;

const withId = (id: string, ifMatch?: string) => ({ path: { id }, header: { 'If-Match': ifMatch } });

const MAX_READS_AT_ONCE = 8;

/**
 * Creates the operations of the API that the console uses. An `ifMatch` is the ETag that the caller has read. A write
 * whose response is lost is {@link resolved} by reading again. A request `key` makes a repeated request harmless.
 */
export function createClient(http: HttpClient) {
  const getToken = (id: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/apiTokens/{id}', { params: { path: { id } }, signal }));
  const getUser = (name: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/users/{name}', { params: { path: { name } }, signal }));

  /** Reads which tokens a bulk request has changed. The results are partial only in the last reading. */
  const bulkResults = async ({ action, ids }: Bulk, last: boolean): Promise<Reading<BulkResults>> => {
    const results: BulkResults['results'] = [];
    for (let at = 0; at < ids.length; at += MAX_READS_AT_ONCE) {
      const tokens = await Promise.all(ids.slice(at, at + MAX_READS_AT_ONCE).map((id) => orUndefined(getToken(id))));
      results.push(
        ...tokens.map((token, n) => ({
          id: ids[at + n] ?? '',
          status: isChangedBy(action, token?.data) ? 200 : NOT_APPLIED,
        })),
      );
    }
    const changed = results.filter(({ status }) => status === 200).length;
    return changed === ids.length || (last && changed > 0) ? { applied: { results } } : 'unchanged';
  };

  return {
    ...eventOperations(http),
    ...issuerOperations(http),
    ...projectOperations(http),
    ...scopeOperations(http),
    ...trustOperations(http),
    getConfiguration: () => body(http.GET('/v2/configuration')),
    listTokens: (query: TokenQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/apiTokens', { params: { query }, signal })),
    getToken,
    /** Creates a token. If an earlier request with the key has created it already, its secret is lost. */
    createToken: async (token: NewToken, key: string): Promise<IssuedToken> => {
      const send = async () => {
        const { data, response } = await http.POST('/v2/apiTokens', { body: token, headers: { [KEY_HEADER]: key } });
        const { id } = data as Token;
        if (response.headers.has(REPLAYED_HEADER)) throw new LostWriteError('created', id);
        return data as IssuedToken;
      };
      // Repeating it is how a lost creation is read again: the id of its token is not known.
      return resolved(send, async () => ({ applied: await send() }), 'maybeCreated');
    },
    patchToken: (id: string, patch: TokenPatch, ifMatch?: string): Promise<Versioned<Token>> => {
      const sentAt = serverNow();
      return resolved(
        () => versioned(http.PATCH('/v2/apiTokens/{id}', { params: withId(id, ifMatch), body: writable(patch) })),
        async () => {
          const now = await getToken(id);
          if (showsPatch(now.data, patch, sentAt)) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      );
    },
    deleteToken: (id: string, ifMatch?: string) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/apiTokens/{id}', { params: withId(id, ifMatch) })),
        () => isDeleted(() => getToken(id), ifMatch),
      ),
    /**
     * Gives a token a new secret.
     *
     * @param token the token as it was read
     * @param itself whether the request is authenticated by the same token
     */
    regenerateToken: (
      { data: token, etag }: Versioned<Token>,
      { overlapSeconds, key, itself }: { overlapSeconds: number; key: string; itself: boolean },
    ): Promise<IssuedToken> => {
      const send = async (ifMatch?: string) => {
        const params = withId(token.id, ifMatch);
        const headers = { [KEY_HEADER]: key };
        const { data, response } = await http.POST('/v2/apiTokens/{id}/regenerate', {
          params,
          headers,
          body: { overlapSeconds },
        });
        if (response.headers.has(REPLAYED_HEADER)) throw new LostWriteError('regenerated', token.id);
        return data as IssuedToken;
      };
      return resolved(
        () => send(etag),
        async () => {
          // The key tells a repetition from a change by another user.
          if (!itself) return { applied: await send(etag) };
          const now = await getToken(token.id);
          if (now.data.regeneratedDate === token.regeneratedDate)
            return isSameVersion(now, etag) ? 'unchanged' : 'changedByOther';
          // During the overlap, the previous secret may repeat the request that replaced it.
          if (now.data.previousSecretValidUntil) return { applied: await send() };
          throw new LostWriteError('regenerated', token.id);
        },
      );
    },
    changeTokens: (bulk: Bulk): Promise<BulkResults> =>
      resolved(
        () => body(http.POST('/v2/apiTokens/bulk', { body: bulk })) as Promise<BulkResults>,
        (last) => bulkResults(bulk, last),
      ),
    listUsers: (query: UserQuery, signal?: AbortSignal) => body(http.GET('/v2/users', { params: { query }, signal })),
    getUser,
    /** Creates a user, unless there is one with this name already. */
    createUser: (name: string, user: UserUpdate): Promise<Versioned<User>> =>
      resolved(
        () =>
          versioned(
            http.PUT('/v2/users/{name}', { params: withName(name), headers: { 'If-None-Match': '*' }, body: user }),
          ),
        async () => {
          const now = await orUndefined(getUser(name));
          if (!now) return 'unchanged';
          return showsUser(now.data, user) ? { applied: now } : 'changedByOther';
        },
      ),
    putUser: (name: string, user: UserUpdate, ifMatch?: string): Promise<Versioned<User>> =>
      resolved(
        () => versioned(http.PUT('/v2/users/{name}', { params: withName(name, ifMatch), body: user })),
        async () => {
          const now = await getUser(name);
          if (showsUser(now.data, user)) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      ),
    deleteUser: (name: string, ifMatch?: string) =>
      resolved<unknown>(
        () => body(http.DELETE('/v2/users/{name}', { params: withName(name, ifMatch) })),
        () => isDeleted(() => getUser(name), ifMatch),
      ),
  };
}

export type Client = ReturnType<typeof createClient>;

function isChangedBy(action: Bulk['action'], token: Token | undefined): boolean {
  return action === 'delete' ? token === undefined : token?.enabled === (action === 'enable');
}
