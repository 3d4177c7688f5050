import type { Plugin } from 'vite';

/**
 * Modules of Cloudscape's app layout that draw what other applications register in it: drawers of every kind, and the
 * list of new features with its drag and drop. The app layout imports them statically. The console shows none of them,
 * so that they are loaded if that ever changes, and not with the first page.
 */
const PARTS: Record<string, string[]> = {
  'global-ai-drawer': ['AppLayoutGlobalAiDrawerImplementation'],
  'global-bottom-drawer': ['AppLayoutBottomDrawerWrapper'],
  'global-drawer': ['default'],
  'feature-notifications-drawer-content': ['default', 'RuntimeContentPart'],
};
const FOLDER = '/app-layout/visual-refresh-toolbar/';
const PREFIX = '\0lazy-part:';

/** Turns the components of these modules into lazy ones. An upgrade that moves a module fails the build. */
export function lazyParts(): Plugin {
  const found = new Set<string>();
  return {
    name: 'lazy-parts',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      const part = source.slice(source.lastIndexOf('/') + 1);
      if (!importer?.includes(FOLDER) || !(part in PARTS)) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved && `${PREFIX}${part}:${resolved.id}`;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const [part = '', ...path] = id.slice(PREFIX.length).split(':');
      found.add(part);
      return [
        "import { lazy } from 'react';",
        `const load = () => import(${JSON.stringify(path.join(':'))});`,
        ...(PARTS[part] ?? []).map((name) => {
          const component = `lazy(() => load().then((module) => ({ default: module.${name} })))`;
          return name === 'default' ? `export default ${component};` : `export const ${name} = ${component};`;
        }),
      ].join('\n');
    },
    buildEnd(error) {
      const missing = Object.keys(PARTS).filter((part) => !found.has(part));
      if (!error && missing.length > 0) this.error(`Cloudscape no longer has these modules: ${missing.join(', ')}`);
    },
  };
}
