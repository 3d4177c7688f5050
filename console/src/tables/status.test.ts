import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adjustClock } from '../time/serverClock';
import { statusOf } from './status';

const NOW = Date.parse('2026-03-18T10:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

// A browser whose clock is nine hours ahead of the server's.
beforeEach(() => {
  vi.useFakeTimers({ now: NOW + 9 * 3_600_000 });
  adjustClock('Wed, 18 Mar 2026 10:00:00 GMT', Date.now(), Date.now());
});
afterEach(() => {
  adjustClock(new Date().toUTCString(), Date.now(), Date.now());
  vi.useRealTimers();
});

test.each([
  ['active', { enabled: true }],
  ['active', { enabled: true, expirationDate: at(1) }],
  ['expired', { enabled: true, expirationDate: at(-1) }],
  ['disabled', { enabled: false, expirationDate: at(-1) }],
  ['expired', { enabled: true, status: 'expired', expirationDate: at(1) }],
  ['expired', { enabled: true, status: 'active', expirationDate: at(-1) }],
  ['ownerDisabled', { enabled: true, status: 'ownerDisabled' }],
  ['expired', { enabled: true, status: 'ownerDisabled', expirationDate: at(-1) }],
  ['leaked', { enabled: false, status: 'leaked', expirationDate: at(-1) }],
  ['damaged', { status: 'damaged' }],
] as const)('is %s by the server’s words and clock: %j', (status, token) => {
  expect(statusOf(token)).toBe(status);
});

test('a page that stays open follows', () => {
  const token = { enabled: true, status: 'active', expirationDate: at(1) };
  expect(statusOf(token)).toBe('active');
  vi.advanceTimersByTime(61_000);
  expect(statusOf(token)).toBe('expired');
});
