import { randomUUID } from 'node:crypto';

/** A token with its secret, as a test needs it. */
export interface Made {
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
  personalAccessToken?: boolean;
}

export interface Listed {
  id: string;
  name: string;
  enabled: boolean;
  owner: string;
}

/** A name that no other test has. */
export function unique(what: string): string {
  return `${what}-${randomUUID().slice(0, 8)}`;
}

/** The API, with which a test makes what it looks at, past the console. */
export class Api {
  constructor(
    private readonly console: string,
    private readonly token: string,
  ) {}

  as(token: string): Api {
    return new Api(this.console, token);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(new URL(`../v2/${path}`, this.console), {
      method,
      headers: {
        Authorization: `Api-Token ${this.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async create(body: TokenBody = {}): Promise<Made> {
    const name = body.name ?? unique('token');
    const issued = await this.call<{ id: string; token: string }>('POST', 'apiTokens', {
      scopes: ['metrics.read'],
      ...body,
      name,
    });
    return { ...issued, name };
  }

  /** Makes tokens one after the other, so that their order of creation is that of their names. */
  async createAll(names: string[], body: TokenBody = {}): Promise<Made[]> {
    const made: Made[] = [];
    for (const name of names) made.push(await this.create({ ...body, name }));
    return made;
  }

  /** Nobody can make a token that has expired, but one that soon will have. */
  async createExpired(body: TokenBody = {}, margin = 400): Promise<Made> {
    const expiry = Date.now() + margin;
    const made = await this.create({ ...body, expirationDate: String(expiry) }).catch((refused: unknown) => {
      // On a busy machine it had expired before it was made.
      if (Date.now() < expiry || margin > 10_000) throw refused;
      return undefined;
    });
    if (!made) return this.createExpired(body, 4 * margin);
    while (Date.now() <= expiry + 50 || !(await this.list(`name("${made.name}"),expired(true)`)).length) {
      await new Promise((done) => setTimeout(done, 50));
    }
    return made;
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

  /** Whether a token is still taken. */
  async takes(token: string): Promise<boolean> {
    const id = token.slice(0, token.lastIndexOf('.'));
    const answer = await fetch(new URL(`../v2/apiTokens/${id}`, this.console), {
      headers: { Authorization: `Api-Token ${token}` },
    });
    return answer.status === 200;
  }
}
