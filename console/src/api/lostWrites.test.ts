import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from './error';
import { isUnanswered, resolved, type Reading } from './lostWrites';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const lost = () => Promise.reject(new ApiError(0, 'connection reset'));

/** Sends a write whose response is lost, with these readings of the record afterwards. */
async function outcome(...readings: (Reading<string> | ApiError)[]) {
  const read = vi.fn((last: boolean) => {
    void last;
    const next = readings.length > 1 ? readings.shift() : readings[0];
    return next instanceof ApiError ? Promise.reject(next) : Promise.resolve(next!);
  });
  const result = resolved(lost, read).then(
    (value) => value,
    (error: { effect?: string; status?: number }) => error.effect ?? error.status,
  );
  await vi.runAllTimersAsync();
  return { result: await result, reads: read.mock.calls.length };
}

describe('a write whose response is lost', () => {
  test('is a success if the record shows it', async () => {
    expect(await outcome({ applied: 'saved' })).toEqual({ result: 'saved', reads: 1 });
  });

  test('is a success if it arrives late', async () => {
    expect(await outcome('unchanged', { applied: 'saved' })).toEqual({ result: 'saved', reads: 2 });
  });

  test('is reported as not saved if the record stays as it was', async () => {
    expect(await outcome('unchanged')).toEqual({ result: 'unchanged', reads: 3 });
  });

  test('is reported as changed by another if the record shows that', async () => {
    expect(await outcome('changedByOther')).toEqual({ result: 'changedByOther', reads: 1 });
  });

  test('is not known if the record cannot be read', async () => {
    expect(await outcome(new ApiError(503, ''))).toEqual({ result: 'unknown', reads: 3 });
    expect(await outcome('unchanged', 'unchanged', new ApiError(0, ''))).toEqual({ result: 'unknown', reads: 3 });
  });

  test('is reported by the error of the reading if that is final', async () => {
    expect(await outcome(new ApiError(401, ''))).toEqual({ result: 401, reads: 1 });
    expect(await outcome(new ApiError(429, ''), { applied: 'saved' })).toEqual({ result: 'saved', reads: 2 });
  });
});

test('a write with a response is not read again', async () => {
  const read = () => Promise.reject(new Error('read'));
  expect(await resolved(() => Promise.resolve('saved'), read)).toBe('saved');
  const rejected = () => Promise.reject(new ApiError(412, ''));
  await expect(resolved(rejected, read)).rejects.toMatchObject({ status: 412 });
});

test.each([0, 500, 502, 503, 504])('the status %i leaves open whether the request was carried out', (status) => {
  expect(isUnanswered(new ApiError(status, ''))).toBe(true);
});

test('an error that says that nothing was done leaves nothing open', () => {
  for (const status of [400, 401, 403, 404, 409, 412, 422, 429])
    expect(isUnanswered(new ApiError(status, ''))).toBe(false);
  expect(isUnanswered(new ApiError(503, '', [], undefined, 'frozen'))).toBe(false);
  expect(isUnanswered(new TypeError('x is undefined'))).toBe(false);
});
