import { useEffect } from 'react';
import { base, go } from './location';

// The list that was looked at last, with its filter and page, so that a form leads back to just that.
let last: string | undefined;

/** Marks a view as the list that forms lead back to. */
export function useAsList() {
  useEffect(() => {
    last = location.pathname.slice(base.pathname.length) + location.search;
  });
}

export function backToList(otherwise: string) {
  go(last ?? otherwise);
}
