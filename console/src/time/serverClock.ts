/**
 * The clock of the server. What is expired is decided by it, because the clock of the browser can be wrong by hours. It
 * is the browser's clock plus an offset, which every response narrows down: a browser whose clock is right, as far as
 * the responses tell, keeps its own time.
 */
let offset = 0;

/**
 * Adjusts the clock to a response.
 *
 * @param date the `Date` header, which is in whole seconds
 * @param sentAt when the request was sent, by the browser's clock
 * @param receivedAt when the response was received, by the browser's clock
 */
export function adjustClock(date: string | null, sentAt: number, receivedAt: number) {
  const second = Date.parse(date ?? '');
  if (Number.isNaN(second)) return;
  const [earliest, latest] = [second - receivedAt, second + 999 - sentAt];
  offset = Math.min(Math.max(offset, earliest), latest);
}

/** Returns the time of the server. */
export function serverNow(): Date {
  return new Date(Date.now() + offset);
}
