import { expect, test } from 'vitest';
import { parseDate } from './grammar';

// A Wednesday.
const NOW = new Date('2026-03-18T10:37:42.518Z');
const instantOf = (text: string, zone: 'local' | 'UTC' = 'UTC') => parseDate(text, NOW, zone)?.instant.toISOString();

test.each([
  ['now', '2026-03-18T10:37:42.518Z'],
  ['now+14d', '2026-04-01T10:37:42.518Z'],
  ['now+2h/h', '2026-03-18T12:00:00.000Z'],
  ['now+1w/w', '2026-03-23T00:00:00.000Z'],
  ['now-1y/w', '2025-03-17T00:00:00.000Z'],
  ['now/M', '2026-03-01T00:00:00.000Z'],
  ['now+1y/y', '2027-01-01T00:00:00.000Z'],
  ['now+5m/m', '2026-03-18T10:42:00.000Z'],
  ['2026-03-19 09:30', '2026-03-19T09:30:00.000Z'],
  ['2026-03-19T09:30+05:30', '2026-03-19T04:00:00.000Z'],
  ['2026-03-19T09:30:15.1239Z', '2026-03-19T09:30:15.123Z'],
  ['1773830262518', '2026-03-18T10:37:42.518Z'],
])('%s is %s', (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

test.each([
  'now+1D',
  'now+30s',
  'now +1d',
  'NOW+1d',
  'tomorrow',
  '',
  'true',
  '-1',
  '2026-03-19',
  '2026-02-30 10:00',
  '2026-03-19 24:00',
  '2026-03-19 10:00:60',
  '2026-03-19 10:00+25:00',
  'now+1234567d',
  'now+999999y',
  '1234567890123456',
  '２０２６-03-19 10:00',
])('%s is no date', (text) => {
  expect(parseDate(text, NOW, 'UTC')).toBeUndefined();
});

test('months and years clamp to the end of the month', () => {
  expect(parseDate('now+1M', new Date('2026-01-31T12:00:00Z'), 'UTC')?.instant.toISOString()).toBe(
    '2026-02-28T12:00:00.000Z',
  );
  expect(parseDate('now+1y', new Date('2028-02-29T12:00:00Z'), 'UTC')?.instant.toISOString()).toBe(
    '2029-02-28T12:00:00.000Z',
  );
});

test('a relative date is sent unchanged, because the service resolves it', () => {
  expect(parseDate('now+14d', NOW, 'local')?.sent).toBe('now+14d');
});

test('a timestamp without a time zone is in the selected time zone', () => {
  // The tests run in Amsterdam: see vitest.config.ts.
  expect(instantOf('2026-03-19 09:30', 'local')).toBe('2026-03-19T08:30:00.000Z');
  expect(instantOf('2026-07-19 09:30:05', 'local')).toBe('2026-07-19T07:30:05.000Z');
  expect(parseDate('2026-03-19 09:30', NOW, 'local')?.sent).toBe('2026-03-19T08:30:00.000Z');
});
