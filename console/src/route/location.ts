import { useSyncExternalStore } from 'react';

/** Where the console is served: the folder above `assets/`, which no base path of the API changes. */
export const base: URL = import.meta.env.DEV
  ? new URL(import.meta.env.BASE_URL, location.href)
  : new URL('.', folderOf(import.meta.url));

/** The API is the console's neighbour: `…/api/console/` and `…/api/v2/`. */
export const apiRoot = new URL('../v2/', base);

function folderOf(script: string): string {
  return script.slice(0, script.lastIndexOf('/'));
}

const listeners = new Set<() => void>();
addEventListener('popstate', () => listeners.forEach((changed) => changed()));

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The address of a view, for links: `tokens?page=2`. */
export function addressOf(view: string): string {
  return new URL(view, base).pathname + new URL(view, base).search;
}

/** Goes to a view; `replace` leaves no step behind for the back button, as while typing a filter. */
export function go(view: string, replace = false) {
  const address = addressOf(view);
  if (address === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  listeners.forEach((changed) => changed());
}

export interface Place {
  /** The parts of the path below the console, decoded: `['projects', 'web']`. */
  parts: string[];
  query: URLSearchParams;
}

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const url = new URL(address, location.origin);
  return { parts: partsOf(url.pathname), query: url.searchParams };
}

function partsOf(pathname: string): string[] {
  return pathname.slice(base.pathname.length).split('/').filter(Boolean).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a link does when it is clicked: a plain click stays in this page, any other is the browser's. */
export function follow(event: CustomEvent<{ href?: string; external?: boolean }>) {
  const { href, external } = event.detail;
  if (!href || external || !href.startsWith(base.pathname)) return;
  event.preventDefault();
  go(href.slice(base.pathname.length));
}
