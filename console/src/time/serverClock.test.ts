import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adjustClock, serverNow } from './serverClock';

const NOW = Date.parse('2026-03-18T10:00:00.400Z');

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  adjustClock(new Date().toUTCString(), Date.now(), Date.now());
  vi.useRealTimers();
});

const answered = (date: string | null, tookMs = 100) => adjustClock(date, Date.now() - tookMs, Date.now());

test('a browser with the right clock keeps it', () => {
  answered('Wed, 18 Mar 2026 10:00:00 GMT');
  expect(serverNow().getTime()).toBe(NOW);
});

test.each([
  ['nine hours ahead', 'Wed, 18 Mar 2026 01:00:00 GMT'],
  ['a day behind', 'Thu, 19 Mar 2026 10:00:00 GMT'],
])('a browser whose clock is %s follows the server', (_, date) => {
  answered(date);
  expect(Math.abs(serverNow().getTime() - Date.parse(date))).toBeLessThan(1_100);
  vi.advanceTimersByTime(60_000);
  expect(Math.abs(serverNow().getTime() - Date.parse(date) - 60_000)).toBeLessThan(1_100);
});

test.each([null, '', 'yesterday'])('a response with the date %s changes nothing', (date) => {
  const before = serverNow().getTime();
  answered(date);
  expect(serverNow().getTime()).toBe(before);
});
