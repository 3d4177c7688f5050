import { ApiError } from './error';

/** What became of a write whose response was lost, as far as it is known. */
export type LostEffect = 'unchanged' | 'changedByOther' | 'unknown' | 'maybeCreated' | 'created' | 'regenerated';

/** A write that did not end as intended, or is not known to, and whose response was lost. */
export class LostWriteError extends Error {
  constructor(
    readonly effect: LostEffect,
    /** The record that was written, if it is known but its secret is not. */
    readonly id?: string,
  ) {
    super(effect);
  }
}

/** What a record that is read again tells about a write. */
export type Reading<T> = { applied: T } | 'unchanged' | 'changedByOther';

/** When the record is read again. More than once, because a request can arrive after its sender has given it up. */
const READ_AFTER_MS = [250, 1_000, 2_000];

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Returns whether an error leaves open if the request was carried out. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500) && error.reason !== 'frozen';
}

/**
 * Sends a write. If its response is lost, reads again what the write has done: a write that was applied is a success,
 * and for any other the error says what is true.
 *
 * @param read reads the record; `last` if no further reading follows
 * @param fallback what is reported if no reading succeeds
 * @throws LostWriteError if the response was lost and the write was not applied, or is not known to be
 */
export async function resolved<T>(
  send: () => Promise<T>,
  read: (last: boolean) => Promise<Reading<T>>,
  fallback: LostEffect = 'unknown',
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!isUnanswered(error)) throw error;
  }
  let effect = fallback;
  for (const [at, ms] of READ_AFTER_MS.entries()) {
    await wait(ms);
    try {
      const reading = await read(at === READ_AFTER_MS.length - 1);
      if (typeof reading === 'object') return reading.applied;
      if (reading === 'changedByOther') throw new LostWriteError(reading);
      effect = reading;
    } catch (error) {
      if (!isUnanswered(error) && !isBusy(error)) throw error;
      effect = fallback;
    }
  }
  throw new LostWriteError(effect);
}

/** Returns whether the service may respond a little later, for example when the lost request is still running. */
function isBusy(error: unknown): boolean {
  return error instanceof ApiError && [409, 429].includes(error.status);
}

/** Returns whether a write was not carried out because another user has changed the record. */
export function isChangedByOther(error: unknown): boolean {
  return error instanceof ApiError ? error.status === 412 : isLost(error, 'changedByOther');
}

/** Returns whether the response of a write was lost with this effect. */
export function isLost(error: unknown, effect: LostEffect): error is LostWriteError {
  return error instanceof LostWriteError && error.effect === effect;
}
