import { caseFoldingTable } from './caseFoldingTable';

const RUN = /([0-9A-F]+)(?:-([0-9A-F]+))?(?:\/(2))?(?:([+-][0-9A-F]+)|=([0-9A-F.]+))/g;
const FOLDED = readTable();

/**
 * Folds a text for comparisons that ignore case: the same in every locale, and whether letters are composed or not. The
 * API compares in the same way.
 */
export function fold(text: string): string {
  const folded = Array.from(text.normalize('NFC'), (character) => FOLDED.get(character) ?? character).join('');
  // The dot of the Turkish capital İ is dropped, because otherwise İZMİR and İzmir would differ.
  return folded.normalize('NFC').replaceAll('i\u0307', 'i');
}

/** Returns whether a text contains another one, ignoring case. */
export function contains(text: string, part: string): boolean {
  return fold(text).includes(fold(part));
}

/** Returns whether two texts are equal, ignoring case. */
export function equal(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function readTable(): Map<string, string> {
  const folded = new Map<string, string>();
  for (const [, first, last = first, step = '1', delta, text] of caseFoldingTable.matchAll(RUN)) {
    for (let code = parseInt(first!, 16); code <= parseInt(last!, 16); code += Number(step)) {
      const codes = delta ? [code + parseInt(delta, 16)] : text!.split('.').map((each) => parseInt(each, 16));
      folded.set(String.fromCodePoint(code), String.fromCodePoint(...codes));
    }
  }
  return folded;
}
