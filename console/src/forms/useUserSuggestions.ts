import { useEffect, useState } from 'react';
import type { ListedUser } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { displayed } from '../text/names';

const MAX_SUGGESTIONS = 20;
const DEBOUNCE_MS = 200;

/** Returns the value as soon as it has not changed for a short time, for example when the user pauses typing. */
export function useDebounced<T>(value: T, delayMs = DEBOUNCE_MS): T {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return debounced;
}

/**
 * Returns the users whose user name, first or last name contains a text; none if the token may not read users.
 *
 * @param enabled whether the suggestions are shown by now
 */
export function useUserSuggestions(text: string, enabled: boolean): { users: ListedUser[]; loading: boolean } {
  const { permissions } = useSession();
  const debounced = useDebounced(text);
  const { data, loading } = useApiQuery(
    ['users', 'suggestions', debounced],
    (client, signal) => client.listUsers({ text: debounced || undefined, pageSize: MAX_SUGGESTIONS }, signal),
    { enabled: enabled && permissions.readsUsers },
  );
  return { users: data?.users ?? [], loading: loading || debounced !== text };
}

/** Returns the option for a user in a field with suggestions. */
export function suggestionFor(user: ListedUser): { value: string; description: string } {
  return { value: user.name, description: displayed(fullName(user)) };
}

/** Returns a user's first and last name as far as they are known. */
export function fullName({ firstName, lastName }: Pick<ListedUser, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
