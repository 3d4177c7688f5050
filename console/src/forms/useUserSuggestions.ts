import { useCallback, useEffect, useState } from 'react';
import type { ListedUser } from '../api/client';
import { useLoaded } from '../app/useLoaded';
import { useSession } from '../auth/Session';

const MOST = 20;
const PAUSE = 200;

/** A value that follows another one when that has rested for a moment, as while somebody types. */
export function useRested<T>(value: T, pause = PAUSE): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return rested;
}

/**
 * Users whose user name, first or last name holds what was typed; nobody for those who may not read users.
 *
 * @param wanting whether anybody looks at them by now
 */
export function useUserSuggestions(text: string, wanting: boolean): { users: ListedUser[]; loading: boolean } {
  const { client, rights } = useSession();
  const wanted = useRested(text);
  const load = useCallback(
    async (signal: AbortSignal) => {
      if (!wanting || !rights.readsUsers) return [];
      return (await client.listUsers({ text: wanted, pageSize: MOST }, signal)).users;
    },
    [client, rights, wanted, wanting],
  );
  const { data = [], loading } = useLoaded(load);
  return { users: data, loading: loading || wanted !== text };
}

/** A person's first and last name, as far as they are known. */
export function fullName({ firstName, lastName }: Pick<ListedUser, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
