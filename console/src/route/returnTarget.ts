import { useEffect } from 'react';
import { baseUrl, navigate } from './location';

// The list that was shown last, with its filter and page.
let lastList: string | undefined;

/** Makes the view that calls it the list that forms return to. */
export function useReturnTarget() {
  useEffect(() => {
    lastList = location.pathname.slice(baseUrl.pathname.length) + location.search;
  });
}

/** Shows the last list again, or the given view when there was none. */
export function returnToList(fallback: string) {
  navigate(lastList ?? fallback);
}
