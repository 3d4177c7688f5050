import type { CatalogueScope } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';

/** Returns the scopes that exist: those of the sign-in, until the current ones are loaded. */
export function useScopes(): CatalogueScope[] {
  const { scopes } = useSession();
  const { data } = useApiQuery(['scopes'], (client, signal) => client.listScopes(signal));
  return data ?? scopes;
}
