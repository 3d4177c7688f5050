/** The names of the tokens whose new value is not copied or saved, or is still on its way. */
const unsaved = new Map<symbol, string>();

addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault();
});

/** Marks the value of a token as not saved, until the returned function is called. Leaving the page asks first. */
export function markUnsaved(name: string): () => void {
  const mark = Symbol(name);
  unsaved.set(mark, name);
  return () => void unsaved.delete(mark);
}

/** Returns the names of the tokens whose value would be lost now. */
export function unsavedTokens(): string[] {
  return [...new Set(unsaved.values())];
}
