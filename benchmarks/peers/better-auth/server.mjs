// Creates and verifies API keys over HTTP. Keys are in memory, or in the SQLite file that PEER_SQLITE names.
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { getMigrations } from 'better-auth/db/migration';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

const { PEER_PORT, PEER_SQLITE } = process.env;
const database = PEER_SQLITE
  ? new DatabaseSync(PEER_SQLITE)
  : memoryAdapter({ user: [], session: [], account: [], verification: [], apikey: [] });
const options = {
  baseURL: `http://127.0.0.1:${PEER_PORT}`,
  secret: 'a secret of this benchmark, of enough characters',
  database,
  emailAndPassword: { enabled: true },
  // The limit of requests would be measured instead.
  plugins: [apiKey({ rateLimit: { enabled: false } })],
};
if (PEER_SQLITE) {
  await (await getMigrations(options)).runMigrations();
}
const auth = betterAuth(options);
const { user } = await auth.api.signUpEmail({
  body: { name: 'Benchmark', email: `${process.pid}@example.com`, password: 'a password' },
});

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

async function respond(request) {
  return request.url === '/issue'
    ? auth.api.createApiKey({ body: { name: 'ci', userId: user.id } })
    : auth.api.verifyApiKey({ body: await body(request) });
}

createServer(async (request, response) => {
  try {
    const json = JSON.stringify(await respond(request));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) }).end(json);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(Number(PEER_PORT), '127.0.0.1');
