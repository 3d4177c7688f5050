import type { ListedUser, UserList } from '../api/client';
import { useKeyPages, withText, type KeyPages } from './useKeyPages';

export interface UserPage extends Omit<KeyPages<UserList>, 'list'> {
  users: ListedUser[];
}

/** Loads the users whose names contain a text, page by page. */
export function useUserPage(text: string): UserPage {
  const { list, ...pages } = useKeyPages('users', text, (client, page, signal) =>
    client.listUsers(withText(text, page), signal),
  );
  return { ...pages, users: list?.users ?? [] };
}
