/** Its first part is an object in Base64. */
const ID_TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/;

/** Returns whether a text contains what looks like an id token, which no form needs. */
export function containsIdToken(text: string): boolean {
  return ID_TOKEN.test(text);
}
