import { useEffect } from 'react';
import { listen, REPLY_MS, broadcast } from './tabs';

const IDLE_MINUTES = 15;
const CHECK_MS = 5_000;
const ACTIVITY_EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls `onIdle` after 15 minutes without activity, including the time for which the machine was asleep.
 *
 * @param isShared whether activity in another tab counts as well
 */
export function useIdle(onIdle: () => void, enabled: boolean, isShared: boolean) {
  useEffect(() => {
    if (!enabled) return;
    let lastActivity = Date.now();
    let lastTold = 0;
    let isWaiting = false;
    const recordActivity = () => {
      lastActivity = Date.now();
      if (!isShared || lastActivity - lastTold < CHECK_MS) return;
      lastTold = lastActivity;
      broadcast({ kind: 'active', at: lastActivity });
    };
    const isIdle = () => Date.now() - lastActivity >= IDLE_MINUTES * 60_000;
    const check = () => {
      if (!isIdle() || isWaiting) return;
      if (!isShared) return onIdle();
      // What the others have told may not have arrived, because a browser can pause tabs in the background.
      isWaiting = true;
      broadcast({ kind: 'ask' });
      setTimeout(() => {
        isWaiting = false;
        if (isIdle()) onIdle();
      }, REPLY_MS);
    };
    const timer = setInterval(check, CHECK_MS);
    const stop = isShared
      ? listen((message) => {
          if (message.kind === 'ask') broadcast({ kind: 'active', at: lastActivity });
          if (message.kind === 'active') lastActivity = Math.max(lastActivity, Math.min(message.at, Date.now()));
        })
      : undefined;
    ACTIVITY_EVENTS.forEach((name) => addEventListener(name, recordActivity, { passive: true }));
    return () => {
      clearInterval(timer);
      stop?.();
      ACTIVITY_EVENTS.forEach((name) => removeEventListener(name, recordActivity));
    };
  }, [onIdle, enabled, isShared]);
}
