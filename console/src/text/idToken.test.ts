import { expect, test } from 'vitest';
import { containsIdToken } from './idToken';

test('an id token is recognized in any text', () => {
  const part = (json: string) => btoa(json).replaceAll('=', '');
  const token = `${part('{"alg":"RS256"}')}.${part('{"sub":"x"}')}.c2lnbmF0dXJl`;
  expect(containsIdToken(`Bearer ${token}`)).toBe(true);
  expect(containsIdToken('{"iss":"https://token.actions.githubusercontent.com","ref":"refs/heads/main"}')).toBe(false);
});
