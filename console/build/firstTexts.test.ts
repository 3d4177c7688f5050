import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import texts from '../src/i18n/en.views';
import { importsOf, SRC } from './modules';

/** The modules that are loaded before the texts of the views. */
const FIRST = ['main.tsx', 'app/Notices.tsx', 'views/Overview.tsx', 'views/Charts.tsx'];

/** Modules whose types or constants the first page needs, and whose texts views alone show. */
const OF_VIEWS = ['trusts/conditions.ts', 'forms/addresses.ts'];

function withImports(module: string, all: Set<string>) {
  if (all.has(module)) return;
  all.add(module);
  importsOf(module).forEach((imported) => withImports(imported, all));
}

test('the first page uses no texts that are loaded later', () => {
  const first = new Set<string>();
  FIRST.forEach((name) => withImports(join(SRC, name), first));
  const used = [...first]
    .filter((module) => !module.startsWith(join(SRC, 'i18n/en')) && !OF_VIEWS.includes(relative(SRC, module)))
    .flatMap((module) => {
      const source = readFileSync(module, 'utf8');
      const prefixes = [...source.matchAll(/`([A-Za-z]+\.[\w.]*)\$\{/g)].map(([, prefix]) => prefix ?? '');
      const mentions = (key: string) => source.includes(key.includes('.') ? `'${key}'` : `t('${key}'`);
      return Object.keys(texts)
        .filter((key) => mentions(key) || prefixes.some((prefix) => key.startsWith(prefix)))
        .map((key) => `${relative(SRC, module)}: ${key}`);
    });
  expect(used).toEqual([]);
});
