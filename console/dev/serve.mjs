// Serves dist/ under …/console/ with the headers of production, and forwards all other requests to a running Tokenry.
// `TOKENRY=http://localhost:8080 PORT=5173 npm run serve`
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { extname } from 'node:path';

const tokenry = new URL(process.env.TOKENRY ?? 'http://localhost:8080');
const port = Number(process.env.PORT ?? 5173);
const dist = new URL('../dist/', import.meta.url);

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Returns a file of the console. Every other path returns the page, with the relative path to its assets. */
async function fileFor(path) {
  if (/^assets\/[\w.-]+$/.test(path)) {
    const headers = {
      'Content-Type': `${TYPES[extname(path)]}; charset=utf-8`,
      'Cache-Control': 'public, max-age=31536000, immutable',
    };
    return { body: await readFile(new URL(path, dist)), headers };
  }
  const upwards = '../'.repeat(path.split('/').length - 1) || './';
  const page = (await readFile(new URL('index.html', dist), 'utf8')).replaceAll('"./assets/', `"${upwards}assets/`);
  return { body: page, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } };
}

createServer(async (req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost');
  const console_ = /^\/(?:api|e\/[^/]+\/api|platform\/classic\/environment-api)\/console(?:\/(.*))?$/.exec(pathname);
  if (!console_) {
    const proxied = request(new URL(req.url, tokenry), { method: req.method, headers: req.headers }, (upstream) => {
      res.writeHead(upstream.statusCode, upstream.headers);
      upstream.pipe(res);
    });
    proxied.on('error', () => res.writeHead(502).end());
    req.pipe(proxied);
    return;
  }
  if (console_[1] === undefined) return res.writeHead(302, { Location: `${pathname}/` }).end();
  try {
    const { body, headers } = await fileFor(console_[1]);
    res.writeHead(200, { ...HEADERS, ...headers }).end(body);
  } catch {
    res.writeHead(404).end();
  }
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/api/console/`));
