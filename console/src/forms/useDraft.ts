import { useCallback, useEffect, useState } from 'react';
import { newId } from '../app/newId';
import { useSession } from '../auth/SessionProvider';
import { setUnsaved } from '../route/leaving';
import { readDraft, removeDraft, saveDraft } from './drafts';

interface Saved<T> {
  value: Partial<T>;
  requestKey: string;
}

export interface FormDraft<T> {
  value: T;
  set(changes: Partial<T>): void;
  /** The idempotency key of the form. A draft keeps it, so that a repeated request is recognized after a reload. */
  requestKey: string;
  /** Whether the form began with a draft. */
  restored: boolean;
  /** Empties the form and removes the draft, after the input is sent or given up. */
  clear(): void;
  /** Makes the next request a new one. */
  renewKey(): void;
}

/** The state of a form. Until it is sent or cleared, it survives leaving the form, a reload and signing out. */
export function useDraft<T extends object>(form: string, empty: T): FormDraft<T> {
  const { me } = useSession();
  // A user name contains no slash.
  const key = `${me.owner}/${form}`;
  const [initial] = useState(empty);
  const [state, setState] = useState(() => {
    const saved = readDraft<Saved<T>>(key);
    const value = { ...initial, ...saved?.value };
    return { value, requestKey: saved?.requestKey ?? newId(), restored: saved !== undefined };
  });
  const { value, requestKey, restored } = state;
  const dirty = JSON.stringify(value) !== JSON.stringify(initial);
  useEffect(() => {
    if (dirty) saveDraft(key, { value, requestKey } satisfies Saved<T>);
    else removeDraft(key);
    setUnsaved(key, dirty);
    return () => setUnsaved(key, false);
  }, [key, dirty, value, requestKey]);

  const set = useCallback(
    (changes: Partial<T>) => setState((before) => ({ ...before, value: { ...before.value, ...changes } })),
    [],
  );
  const clear = useCallback(() => {
    // At once, because the view may be left before the next rendering.
    removeDraft(key);
    setUnsaved(key, false);
    setState({ value: initial, requestKey: newId(), restored: false });
  }, [key, initial]);
  const renewKey = useCallback(() => setState((before) => ({ ...before, requestKey: newId() })), []);
  return { value, set, requestKey, restored, clear, renewKey };
}
