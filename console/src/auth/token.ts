const TOKEN_VALUE = /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;

/** A token value whose end or beginning is missing. */
const CUT_SHORT = [
  /^[a-z0-9]{2,12}\.[A-Z2-7]{0,24}$/,
  /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{0,63}$/,
  /^(?:[a-z0-9]{0,12}\.)?[A-Z2-7]{0,24}\.[A-Z2-7]{64}$/,
];

/** What surrounds a token value that is copied from a header, a file or a message. */
const HEADER = /^(?:authorization\s*[:=]\s*)?(?:(?:bearer|api-token)\s+)?/i;
const SURROUNDINGS = /^[\s"'`“”‘’«»]+|[\s"'`“”‘’«»]+$/g;

/** A pasted text: the token value in it, or why there is none. */
export type PastedToken = { token: string } | { problem: 'empty' | 'cutShort' | 'malformed' };

/** Reads a pasted token. White space, line ends, quotes and a scheme around it do not matter. */
export function readPastedToken(text: string): PastedToken {
  const token = trimmed(trimmed(text).replace(HEADER, ''));
  if (token === '') return { problem: 'empty' };
  if (TOKEN_VALUE.test(token)) return { token };
  return { problem: CUT_SHORT.some((part) => part.test(token)) ? 'cutShort' : 'malformed' };
}

function trimmed(text: string): string {
  return text.replace(SURROUNDINGS, '');
}
