import { expect, test } from 'vitest';
import type { Token } from '../api/client';
import { defaultOverlap, overlapsFor } from './overlap';

const NOW = new Date('2026-03-18T10:00:00Z');
const at = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString();
const token = (more: object = {}) =>
  ({
    id: 'tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX',
    name: 'ci',
    enabled: true,
    personalAccessToken: false,
    owner: 'jane',
    createdBy: 'jane',
    creationDate: at(-100),
    scopes: ['logs.read'],
    status: 'active',
    ...more,
  }) as Token;

test.each([
  ['never used', {}, 0],
  ['used a month ago', { lastUsedDate: at(-31) }, 0],
  ['used recently', { lastUsedDate: at(-29) }, 86_400],
  ['used recently, but not since its secret was replaced', { lastUsedDate: at(-5), regeneratedDate: at(-4) }, 0],
  [
    'used recently, by a previous secret that still works',
    { lastUsedDate: at(-5), regeneratedDate: at(-4), previousSecretValidUntil: at(1) },
    86_400,
  ],
  ['used recently, and expires in two hours', { lastUsedDate: at(-1), expirationDate: at(2 / 24) }, 3_600],
  ['used recently, and expires in a minute', { lastUsedDate: at(-1), expirationDate: at(1 / 1_440) }, 0],
  ['used recently, and leaked', { lastUsedDate: at(-1), status: 'leaked' }, 0],
])('a token that was %s', (_, more, seconds) => {
  expect(defaultOverlap(token(more), NOW)).toBe(seconds);
});

test('no overlap ends after the token', () => {
  expect(overlapsFor(token({ expirationDate: at(2) }), NOW)).toEqual([0, 600, 3_600, 86_400]);
  expect(overlapsFor(token({ expirationDate: at(-2) }), NOW)).toEqual([0]);
  expect(overlapsFor(token(), NOW)).toHaveLength(5);
});
