import { randomUUID } from 'node:crypto';

/** Created token with its value. */
export interface CreatedToken {
  id: string;
  name: string;
  token: string;
}

export interface TokenBody {
  name?: string;
  owner?: string;
  scopes?: string[];
  project?: string;
  enabled?: boolean;
  description?: string;
  expirationDate?: string;
  allowedIps?: string[];
  personalAccessToken?: boolean;
}

export interface Listed {
  id: string;
  name: string;
  enabled: boolean;
  owner: string;
}

/** Returns a name that no other test uses. */
export function unique(what: string): string {
  return `${what}-${randomUUID().slice(0, 8)}`;
}

/** API client with which tests create data without the console. */
export class Api {
  constructor(
    private readonly console: string,
    private readonly token: string,
  ) {}

  as(token: string): Api {
    return new Api(this.console, token);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(`../v2/${path}`, this.console), {
      method,
      headers: {
        Authorization: `Api-Token ${this.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async create(body: TokenBody = {}): Promise<CreatedToken> {
    const name = body.name ?? unique('token');
    const issued = await this.call<{ id: string; token: string }>('POST', 'apiTokens', {
      scopes: ['metrics.read'],
      ...body,
      name,
    });
    return { ...issued, name };
  }

  /** Creates tokens sequentially, so that their creation order is that of the names. */
  async createAll(names: string[], body: TokenBody = {}): Promise<CreatedToken[]> {
    const created: CreatedToken[] = [];
    for (const name of names) created.push(await this.create({ ...body, name }));
    return created;
  }

  /** Creates a token that expires soon, and waits until it has expired. The API rejects past dates. */
  async createExpired(body: TokenBody = {}, margin = 400): Promise<CreatedToken> {
    const expiry = Date.now() + margin;
    const created = await this.create({ ...body, expirationDate: String(expiry) }).catch((error: unknown) => {
      // On a busy machine, the date can be in the past when the request arrives.
      if (Date.now() < expiry || margin > 10_000) throw error;
      return undefined;
    });
    if (!created) return this.createExpired(body, 4 * margin);
    while (Date.now() <= expiry + 50 || !(await this.list(`name("${created.name}"),expired(true)`)).length) {
      await new Promise((done) => setTimeout(done, 50));
    }
    return created;
  }

  async user(name: string, body: object = {}): Promise<string> {
    await this.call('PUT', `users/${name}`, { scopes: [], ...body });
    return name;
  }

  async list(selector: string): Promise<Listed[]> {
    const query = new URLSearchParams({ apiTokenSelector: selector, pageSize: '200' });
    return (await this.call<{ apiTokens: Listed[] }>('GET', `apiTokens?${query}`)).apiTokens;
  }

  get<T = Record<string, unknown>>(id: string): Promise<T> {
    return this.call<T>('GET', `apiTokens/${id}`);
  }

  /** Revokes a token value, as a caller does that has found it. */
  async revoke(token: string, source?: string): Promise<void> {
    await this.call('POST', 'apiTokens/revoke', { tokens: [token], source });
  }

  /** Returns whether a token value is valid. */
  async isValid(token: string): Promise<boolean> {
    const id = token.slice(0, token.lastIndexOf('.'));
    const response = await fetch(new URL(`../v2/apiTokens/${id}`, this.console), {
      headers: { Authorization: `Api-Token ${token}` },
    });
    return response.status === 200;
  }
}
