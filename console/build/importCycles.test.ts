import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(SRC, name));

/** Returns the modules that a module imports statically. Types count too: both modules must be read to know either. */
function importsOf(file: string): string[] {
  const names = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)';/gm);
  return [...names].flatMap(([, name = '']) => {
    const target = join(dirname(file), name);
    return files.find((one) => [`${target}.ts`, `${target}.tsx`, `${target}.d.ts`].includes(one)) ?? [];
  });
}

test('no modules import each other in a circle', () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  expect([...imports.values()].flat().length, 'imports are found').toBeGreaterThan(files.length);
  const done = new Set<string>();
  const cycleFrom = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const imported of imports.get(file) ?? []) {
      const cycle = cycleFrom(imported, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  const cycles = files.flatMap((file) => cycleFrom(file, []) ?? []);
  expect(cycles.map((file) => relative(SRC, file))).toEqual([]);
});
