import { useEffect } from 'react';

const IDLE_MINUTES = 15;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls `gone` when nobody has touched the page for a quarter of an hour, be it that the machine slept meanwhile. */
export function useIdle(gone: () => void, watching: boolean) {
  useEffect(() => {
    if (!watching) return;
    let last = Date.now();
    const alive = () => (last = Date.now());
    const look = setInterval(() => {
      if (Date.now() - last >= IDLE_MINUTES * 60_000) gone();
    }, 5_000);
    SIGNS_OF_LIFE.forEach((sign) => addEventListener(sign, alive, { passive: true }));
    return () => {
      clearInterval(look);
      SIGNS_OF_LIFE.forEach((sign) => removeEventListener(sign, alive));
    };
  }, [gone, watching]);
}
