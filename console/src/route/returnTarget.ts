import { useEffect } from 'react';
import { currentView, navigate } from './location';

// The most recently displayed list, with its filter and page.
let lastList: string | undefined;

/** Sets the calling view as the list to which forms return. */
export function useReturnTarget() {
  useEffect(() => {
    lastList = currentView();
  });
}

/** Shows the most recently displayed list, or the given view if there is none. */
export function returnToList(fallback: string) {
  navigate(lastList ?? fallback);
}
