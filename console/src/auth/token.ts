const TOKEN_VALUE = /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;

/** Returns whether a text has the format of a token value: prefix, public part and secret. */
export function looksLikeToken(text: string): boolean {
  return TOKEN_VALUE.test(text);
}
