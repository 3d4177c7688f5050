import { storageKey } from '../route/location';
import { containsIdToken } from '../text/idToken';

/** Drafts of forms in the session storage of the tab. A draft never contains the value of a token, or an id token. */
const PREFIX = `${storageKey('draft')}.`;
const TOKEN_VALUE = /[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}/;

/** Reads a draft, or returns undefined if there is none. */
export function readDraft<T>(key: string): T | undefined {
  try {
    const saved = sessionStorage.getItem(PREFIX + key);
    return saved === null ? undefined : (JSON.parse(saved) as T);
  } catch {
    return undefined;
  }
}

/** Saves a draft, without texts that contain a token value or an id token. */
export function saveDraft(key: string, draft: unknown) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(draft, withoutTokens));
  } catch {
    // The storage is full or not available. The form works without a draft.
  }
}

export function removeDraft(key: string) {
  sessionStorage.removeItem(PREFIX + key);
}

function withoutTokens(_: string, value: unknown): unknown {
  return typeof value === 'string' && (TOKEN_VALUE.test(value) || containsIdToken(value)) ? '' : value;
}
