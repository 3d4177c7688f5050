import type { QueryClient } from '@tanstack/react-query';
import { createClient, type CatalogueScope, type Client, type Configuration, type Token } from '../api/client';
import { ApiError } from '../api/error';
import { createHttpClient } from '../api/http';
import { createQueryClient } from '../api/queryClient';
import { apiUrl } from '../route/location';
import { permissionsFor, type Permissions } from './permissions';

/** A signed-in token and what it may do. Only the client holds the token value. */
export interface ActiveSession {
  client: Client;
  queryClient: QueryClient;
  me: Token;
  permissions: Permissions;
  scopes: CatalogueScope[];
  configuration: Configuration;
  /** Continues with the new secret of the same token. */
  replaceToken(token: string): void;
}

/** Reads the record and the permissions of the token from the API. */
export async function startSession(token: string, onUnauthorized: () => void): Promise<ActiveSession> {
  let current = token;
  const queryClient = createQueryClient();
  const client = authorizedClient(() => current, queryClient, onUnauthorized);
  const id = token.slice(0, token.lastIndexOf('.'));
  const [{ data: me }, scopes, configuration] = await Promise.all([
    client.getToken(id),
    client.listScopes(),
    client.getConfiguration(),
  ]);
  return {
    client,
    queryClient,
    me,
    scopes,
    configuration,
    permissions: permissionsFor(me, await canManageTokens(client, me), scopes),
    replaceToken: (next) => (current = next),
  };
}

/**
 * Continues a session with another token of the same user. Returns undefined for that of another user. Views and their
 * data stay.
 */
export async function renewSession(active: ActiveSession, token: string): Promise<ActiveSession | undefined> {
  const renewed = await startSession(token, () => undefined);
  if (renewed.me.owner !== active.me.owner) return undefined;
  active.replaceToken(token);
  const { client, queryClient, replaceToken } = active;
  return { ...renewed, client, queryClient, replaceToken };
}

function authorizedClient(token: () => string, queryClient: QueryClient, onUnauthorized: () => void): Client {
  // Discards the cached data of views that are not displayed. Displayed views reload their data themselves.
  const onWrite = () => queryClient.removeQueries({ type: 'inactive' });
  return createClient(createHttpClient({ baseUrl: apiUrl, token, onUnauthorized, onWrite }));
}

async function canManageTokens(client: Client, me: Token): Promise<boolean> {
  if (!me.effectiveScopes?.includes('apiTokens.read')) return true;
  try {
    await client.listTokens({ pageSize: 1, fields: 'id' });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return false;
    throw error;
  }
}
