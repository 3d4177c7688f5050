import { createContext, use, useEffect } from 'react';

/** Sets the name of what a view shows, for the title of the page and the breadcrumbs. */
export const ViewNameContext = createContext<(name: string | undefined) => void>(() => undefined);

/** Shows a name in the title of the page and the breadcrumbs instead of the id in the URL. */
export function useViewName(name: string | undefined) {
  const setName = use(ViewNameContext);
  useEffect(() => {
    setName(name);
    return () => setName(undefined);
  }, [setName, name]);
}
