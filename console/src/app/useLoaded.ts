import { useCallback, useEffect, useState } from 'react';

export interface Loaded<T> {
  data?: T;
  fault?: unknown;
  loading: boolean;
  reload(): void;
}

/**
 * What an asynchronous `load` brings, again whenever it becomes another function. An answer that comes too late is
 * dropped, and what was there before stays until the next is.
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; fault?: unknown; of?: unknown }>({});
  const [round, setRound] = useState(0);
  const [current, setCurrent] = useState<unknown>();
  useEffect(() => {
    const aborted = new AbortController();
    const mine = {};
    setCurrent(mine);
    load(aborted.signal).then(
      (data) => !aborted.signal.aborted && setState({ data, of: mine }),
      (fault: unknown) => !aborted.signal.aborted && setState({ fault, of: mine }),
    );
    return () => aborted.abort();
  }, [load, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data: state.data, fault: state.fault, loading: state.of === undefined || state.of !== current, reload };
}
