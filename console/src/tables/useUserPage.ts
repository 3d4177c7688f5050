import type { ListedUser, UserList } from '../api/client';
import { useKeyPages, type KeyPages } from './useKeyPages';

export interface UserPage extends Omit<KeyPages<UserList>, 'list'> {
  users: ListedUser[];
}

/** Loads the users whose names contain a text, page by page. */
export function useUserPage(text: string): UserPage {
  const { list, ...pages } = useKeyPages('users', text, (client, query, signal) => client.listUsers(query, signal));
  return { ...pages, users: list?.users ?? [] };
}
