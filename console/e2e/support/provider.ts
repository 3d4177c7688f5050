import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';

export const CLIENT_ID = 'tokenry-console';
const TTL = 3_600;

/** A subject for whom the provider gives a code, and fails when the code is redeemed. */
export const FAILING = 'failing';

/** Starts an identity provider to which these consoles are known. Anyone signs in by typing a subject. */
export async function startProvider(consoles: string[]): Promise<{ issuer: string; stop(): void }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        redirect_uris: consoles.map((console) => new URL('signed-in', console).href),
        post_logout_redirect_uris: consoles,
      },
    ],
    jwks: { keys: [signingKey()] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    ttl: { Interaction: TTL, Grant: TTL, Session: TTL, AccessToken: TTL, IdToken: 300 },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">End session</button>`);
        },
      },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    // No user is asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc;
      const grant = new oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    if (ctx.path === '/token' && ctx.oidc.entities.AuthorizationCode?.accountId === FAILING) ctx.status = 503;
  });
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, request, response);
    else void handle(request, response);
  });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, stop };
}

function page(content: string): string {
  return `<!DOCTYPE html><html lang="en"><title>Provider</title><link rel="icon" href="data:,">${content}`;
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' };
}

/** A page with the subject to sign in as. Without one, the sign-in is denied. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      page('<form method="post"><label>Subject <input name="subject"></label><button>Continue</button></form>'),
    );
    return;
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const accountId = new URLSearchParams(body).get('subject');
  await provider.interactionFinished(
    request,
    response,
    accountId ? { login: { accountId } } : { error: 'access_denied', error_description: 'Denied' },
  );
}
