import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';

const LIMIT_KB = 250;
const ASSETS = join(import.meta.dirname, '../dist/assets');
const PAGE = join(import.meta.dirname, '../dist/index.html');

let scripts: Map<string, string>;

beforeAll(() => {
  if (!existsSync(PAGE)) throw new Error('The console is not built: run `npm run build` first.');
  const names = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));
  scripts = new Map(names.map((name) => [name, readFileSync(join(ASSETS, name), 'utf8')]));
});

/** Returns the scripts of a lazily loaded module, such as a view. */
function chunks(module: string): string[] {
  const found = [...scripts.keys()].filter((name) => name.slice(0, -'-xxxxxxxx.js'.length) === module);
  if (found.length !== 1) throw new Error(`There are ${found.length} scripts of ${module}.`);
  return found;
}

/** Returns the scripts that the page itself names. */
function entry(): string[] {
  const names = [...readFileSync(PAGE, 'utf8').matchAll(/"\.\/assets\/([^"]+\.js)"/g)].map(([, name]) => name ?? '');
  if (names.length === 0) throw new Error('The page names no script.');
  return names;
}

/** Adds what scripts import statically, which a browser loads with them. */
function withImports(names: string[], all = new Set<string>()): Set<string> {
  for (const name of names.filter((one) => !all.has(one))) {
    all.add(name);
    const imports = (scripts.get(name) ?? '').matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
    withImports(
      [...imports].map(([, imported]) => imported ?? ''),
      all,
    );
  }
  return all;
}

function gzippedKb(names: string[]): number {
  const bytes = [...withImports(names)].map((name) => gzipSync(scripts.get(name) ?? '').length);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 100) / 10;
}

test(`sign-in and the page that it opens load at most ${LIMIT_KB} kB of gzipped script`, () => {
  const signIn = [...entry(), ...chunks('en'), ...chunks('all.en')];
  const sizes = {
    'sign-in': gzippedKb(signIn),
    'and the overview': gzippedKb([...signIn, ...chunks('Overview')]),
    'and its charts, which come later': gzippedKb([...signIn, ...chunks('Overview'), ...chunks('Charts')]),
  };
  const figures = Object.entries(sizes)
    .map(([what, size]) => `${what}: ${size} kB`)
    .join(', ');
  console.info(`Gzipped script of ${figures}. The limit is ${LIMIT_KB} kB.`);
  expect(sizes['and the overview'], figures).toBeLessThanOrEqual(LIMIT_KB);
});
