import { useLocation as useRouterLocation } from 'wouter';
import { navigate as navigateTo, useSearch } from 'wouter/use-browser-location';

/** The address that the console is served at: the folder above `assets/`, whatever the base path of the API is. */
export const baseUrl: URL = import.meta.env.DEV
  ? new URL(import.meta.env.BASE_URL, location.href)
  : new URL('.', directoryOf(import.meta.url));

/** The base path of the routes, without a slash at its end. */
export const basePath = baseUrl.pathname.replace(/\/$/, '');

/** The address of the API, which is served beside the console: `…/api/console/` and `…/api/v2/`. */
export const apiUrl = new URL('..', baseUrl);

function directoryOf(script: string): string {
  return script.slice(0, script.lastIndexOf('/'));
}

/** Returns the `href` of a view such as `tokens?page=2`. */
export function hrefFor(view: string): string {
  const { pathname, search } = new URL(view, baseUrl);
  return pathname + search;
}

/** Shows a view. With `replace` the back button skips the present one, as while a filter is typed. */
export function navigate(view: string, { replace = false } = {}) {
  const href = hrefFor(view);
  if (href !== location.pathname + location.search) navigateTo(href, { replace });
}

export interface Location {
  /** The address of the view without its parameters, as {@link navigate} takes it. */
  view: string;
  /** The segments of the path below the console, decoded: `['projects', 'web']`. */
  segments: string[];
  query: URLSearchParams;
}

/** Returns the location of the view that is shown. */
export function useLocation(): Location {
  // The router's own hook for parameters decodes them twice, so that the browser's are read.
  const query = new URLSearchParams(useSearch());
  const [path] = useRouterLocation();
  const segments = splitPath(path);
  return { view: segments.map(encodeURIComponent).join('/'), segments, query };
}

function splitPath(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeSegment);
}

/** Decodes a part of a path; a malformed escape stands for itself. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Handles the click on a link: a plain click navigates within the console, any other is left to the browser. */
export function followLink(event: CustomEvent<{ href?: string; external?: boolean }>) {
  const { href, external } = event.detail;
  if (!href || external || !href.startsWith(baseUrl.pathname)) return;
  event.preventDefault();
  navigate(href.slice(baseUrl.pathname.length));
}
