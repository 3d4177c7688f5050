import { useLocation as useRouterLocation } from 'wouter';
import { leaveAnd } from './leaving';
import { navigate as navigateTo, useSearch } from 'wouter/use-browser-location';

/** The URL of the console: the folder above `assets/`, with any base path of the API. */
export const baseUrl: URL = import.meta.env.DEV
  ? new URL(import.meta.env.BASE_URL, location.href)
  : new URL('.', directoryOf(import.meta.url));

/** The base path of the routes, without a slash at its end. */
export const basePath = baseUrl.pathname.replace(/\/$/, '');

/** Returns the key of something in the storage of the browser: APIs with different base paths can have the same host. */
export const storageKey = (name: string) => `tokenry.${name} ${basePath}`;

/** The URL of the API, which is next to the console: `…/api/console/` and `…/api/v2/`. */
export const apiUrl = new URL('..', baseUrl);

function directoryOf(script: string): string {
  return script.slice(0, script.lastIndexOf('/'));
}

/** Returns the view that is shown, with its query: an argument of {@link hrefFor}. */
export function currentView(): string {
  return location.pathname.slice(baseUrl.pathname.length) + location.search;
}

/** Returns the `href` of a view such as `tokens?page=2`. */
export function hrefFor(view: string): string {
  const { pathname, search } = new URL(view, baseUrl);
  return pathname + search;
}

/** Shows a view; asks first if a form has unsaved input. With `replace`, the back button skips the current view, for example while a filter is typed. */
export function navigate(view: string, { replace = false } = {}) {
  const href = hrefFor(view);
  if (href === location.pathname + location.search) return;
  const go = () => navigateTo(href, { replace });
  // Other parameters show the same view.
  if (new URL(href, location.href).pathname === location.pathname) go();
  else leaveAnd(go);
}

export interface Location {
  /** The path of the view without query parameters, as an argument of {@link navigate}. */
  view: string;
  /** The segments of the path below the console, decoded: `['projects', 'web']`. */
  segments: string[];
  query: URLSearchParams;
}

/** Returns the location of the view that is shown. */
export function useLocation(): Location {
  // Not the router's hook for parameters, which decodes them twice.
  const query = new URLSearchParams(useSearch());
  const [path] = useRouterLocation();
  const segments = splitPath(path);
  return { view: segments.map(encodeURIComponent).join('/'), segments, query };
}

function splitPath(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeSegment);
}

/** Decodes a segment of a path; returns it unchanged if an escape is malformed. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Handles the click on a link: a plain click navigates within the console; the browser handles any other click. */
export function followLink(event: CustomEvent<{ href?: string; external?: boolean }>) {
  const { href, external } = event.detail;
  if (!href || external || !href.startsWith(baseUrl.pathname)) return;
  event.preventDefault();
  navigate(href.slice(baseUrl.pathname.length));
}
