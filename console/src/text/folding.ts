/**
 * Folds a text for comparisons that ignore case: the same in every locale, and whether letters are composed or not. The
 * API compares in the same way.
 */
export function fold(text: string): string {
  // Not toLocaleLowerCase: in Turkish, it turns I into a dotless i. Upper case first, so that ß equals SS.
  return text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** Returns whether a text contains another one, ignoring case. */
export function contains(text: string, part: string): boolean {
  return fold(text).includes(fold(part));
}

/** Returns whether two texts are equal, ignoring case. */
export function equal(one: string, other: string): boolean {
  return fold(one) === fold(other);
}
