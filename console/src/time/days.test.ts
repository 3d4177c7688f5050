import { expect, test } from 'vitest';
import { dayOf, endOfDay, formatForInput } from './days';

// The tests run in Amsterdam: see vitest.config.ts.
test('a selected day lasts until its end in the selected time zone', () => {
  expect(endOfDay('2026-03-19', 'local').toISOString()).toBe('2026-03-19T22:59:59.999Z');
  expect(endOfDay('2026-03-19', 'UTC').toISOString()).toBe('2026-03-19T23:59:59.999Z');
});

test('days with a clock change end at midnight', () => {
  expect(endOfDay('2026-03-29', 'local').toISOString()).toBe('2026-03-29T21:59:59.999Z');
  expect(endOfDay('2026-10-25', 'local').toISOString()).toBe('2026-10-25T22:59:59.999Z');
});

test('the last day of a month and of a year ends at midnight', () => {
  expect(endOfDay('2026-12-31', 'UTC').toISOString()).toBe('2026-12-31T23:59:59.999Z');
});

test('an instant is formatted in the selected time zone', () => {
  const instant = new Date('2026-07-01T22:05:09.000Z');
  expect(formatForInput(instant, 'local')).toBe('2026-07-02 00:05:09');
  expect(formatForInput(instant, 'UTC')).toBe('2026-07-01 22:05:09');
  expect(dayOf(instant, 'local')).toBe('2026-07-02');
  expect(dayOf(instant, 'UTC')).toBe('2026-07-01');
});
