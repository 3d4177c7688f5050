import { baseUrl } from '../route/location';

/** The page to which identity providers return, and at which a window that renews a session ends. */
export const signedInUrl = new URL('signed-in', baseUrl);

let response: URLSearchParams | undefined;

/** Takes the response of an identity provider out of the address at once, before anything else can read it there. */
export function takeResponseFromAddress() {
  const query = new URLSearchParams(location.search);
  const isPage = location.pathname === signedInUrl.pathname;
  if (query.has('state') && (query.has('code') || query.has('error'))) response = query;
  if (isPage || response) history.replaceState(null, '', isPage ? baseUrl.pathname : location.pathname);
}

/** Returns the parameters of the response with which the page was opened, if it was. */
export function responseInAddress(): URLSearchParams | undefined {
  return response;
}
