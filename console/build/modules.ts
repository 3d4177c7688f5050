import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const SRC = join(import.meta.dirname, '../src');

/** The modules of the console. */
export const modules = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(SRC, name));

/** Returns the modules that a module imports statically. Types count too: both modules must be read to know either. */
export function importsOf(module: string): string[] {
  const names = readFileSync(module, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)';/gm);
  return [...names].flatMap(([, name = '']) => {
    const target = join(dirname(module), name);
    return modules.find((one) => [`${target}.ts`, `${target}.tsx`, `${target}.d.ts`].includes(one)) ?? [];
  });
}
