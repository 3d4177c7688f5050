import { useEffect } from 'react';

const IDLE_MINUTES = 15;
const CHECK_MS = 5_000;
const ACTIVITY_EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls `onIdle` after 15 minutes without activity, including the time for which the machine was asleep. */
export function useIdle(onIdle: () => void, enabled: boolean) {
  useEffect(() => {
    if (!enabled) return;
    let lastActivity = Date.now();
    const recordActivity = () => (lastActivity = Date.now());
    const timer = setInterval(() => {
      if (Date.now() - lastActivity >= IDLE_MINUTES * 60_000) onIdle();
    }, CHECK_MS);
    ACTIVITY_EVENTS.forEach((name) => addEventListener(name, recordActivity, { passive: true }));
    return () => {
      clearInterval(timer);
      ACTIVITY_EVENTS.forEach((name) => removeEventListener(name, recordActivity));
    };
  }, [onIdle, enabled]);
}
