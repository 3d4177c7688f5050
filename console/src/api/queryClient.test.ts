import { expect, test } from 'vitest';
import { ApiError } from './error';
import { isTransient, retryDelayMs } from './queryClient';

test.each([0, 429, 502, 503, 504])('a read that fails with status %i is tried again', (status) => {
  expect(isTransient(new ApiError(status, ''))).toBe(true);
});

test.each([400, 401, 403, 404, 409, 412, 500])('a read that fails with status %i is not tried again', (status) => {
  expect(isTransient(new ApiError(status, ''))).toBe(false);
});

test('an error of the console itself is not tried again', () => {
  expect(isTransient(new TypeError('x is undefined'))).toBe(false);
});

test('a wait that the service asks for is kept when it is short, and reported when it is long', () => {
  const short = new ApiError(503, '', [], 2);
  expect(isTransient(short)).toBe(true);
  expect(retryDelayMs(0, short)).toBe(2000);
  expect(isTransient(new ApiError(503, '', [], 3))).toBe(false);
});

test('without such a wait the delay doubles', () => {
  expect([0, 1].map((failures) => retryDelayMs(failures, new ApiError(502, '')))).toEqual([500, 1000]);
});
