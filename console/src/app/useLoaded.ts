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
  const [state, setState] = useState<{ data?: T; fault?: unknown; load?: unknown; round?: number }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    const aborted = new AbortController();
    load(aborted.signal).then(
      (data) => !aborted.signal.aborted && setState({ data, load, round }),
      (fault: unknown) => !aborted.signal.aborted && setState({ fault, load, round }),
    );
    return () => aborted.abort();
  }, [load, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data: state.data, fault: state.fault, loading: state.load !== load || state.round !== round, reload };
}
