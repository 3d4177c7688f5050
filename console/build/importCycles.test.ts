import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, modules, SRC } from './modules';

test('no modules import each other in a circle', () => {
  const imports = new Map(modules.map((file) => [file, importsOf(file)]));
  expect([...imports.values()].flat().length, 'imports are found').toBeGreaterThan(modules.length);
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
  const cycles = modules.flatMap((file) => cycleFrom(file, []) ?? []);
  expect(cycles.map((file) => relative(SRC, file))).toEqual([]);
});
