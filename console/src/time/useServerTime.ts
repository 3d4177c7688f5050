import { useEffect, useState } from 'react';
import { serverNow } from './serverClock';

const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Renders again when the next of these instants has passed, so that a page that stays open shows what has expired. */
export function useServerTime(instants: readonly (string | undefined)[]) {
  const [passed, setPassed] = useState(0);
  const now = serverNow().getTime();
  const next = Math.min(...instants.map((instant) => Date.parse(instant ?? '')).filter((at) => at > now));
  useEffect(() => {
    if (next === Infinity) return;
    const delay = Math.min(next - serverNow().getTime() + 1, MAX_TIMEOUT_MS);
    const timer = setTimeout(() => setPassed((count) => count + 1), Math.max(0, delay));
    return () => clearTimeout(timer);
  }, [next, passed]);
}
