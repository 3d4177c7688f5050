import { expect, test } from 'vitest';
import { mostFrequent, perDay, SOON_DAYS } from './statistics';

const NOW = Date.parse('2026-03-18T10:00:00Z');

test('dates are counted per day from now', () => {
  const days = perDay(
    ['2026-03-18T23:00:00Z', '2026-03-19T09:59:59Z', '2026-03-19T10:00:00Z', '2026-04-17T10:00:00Z'],
    NOW,
  );
  expect(days).toHaveLength(SOON_DAYS);
  expect(days.slice(0, 3)).toEqual([2, 1, 0]);
  expect(days.at(-1)).toBe(1);
});

test('scopes are sorted by frequency, then by name', () => {
  expect(mostFrequent(['b', 'c', 'a', 'c'])).toEqual([
    ['c', 2],
    ['a', 1],
    ['b', 1],
  ]);
});
