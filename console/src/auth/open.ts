import { callsWith } from '../api/call';
import { clientOf, type CatalogueScope, type Client, type Token } from '../api/client';
import { Problem } from '../api/problem';
import { apiRoot } from '../route/location';
import { rightsOf, type Rights } from './rights';

/** Somebody who is signed in: the token that they showed is in the client alone. */
export interface Opened {
  client: Client;
  me: Token;
  rights: Rights;
  scopes: CatalogueScope[];
}

/** Calls the API with a token, and says when that is no longer taken. */
export function clientWith(token: string, refused: () => unknown): Client {
  return clientOf(callsWith(token, apiRoot, refused));
}

/** Asks the API who a token is and what it may do. */
export async function open(token: string, refused: () => unknown): Promise<Opened> {
  const client = clientWith(token, refused);
  const id = token.slice(0, token.lastIndexOf('.'));
  const [{ data: me }, scopes] = await Promise.all([client.getToken(id), client.listScopes()]);
  return { client, me, scopes, rights: rightsOf(me, await mayManage(client, me)) };
}

async function mayManage(client: Client, me: Token): Promise<boolean> {
  if (!me.effectiveScopes?.includes('apiTokens.read')) return true;
  try {
    await client.listTokens({ pageSize: 1, fields: 'id' });
    return true;
  } catch (fault) {
    if (fault instanceof Problem && fault.status === 403) return false;
    throw fault;
  }
}
