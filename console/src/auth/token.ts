const WHOLE_TOKEN = /^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;

/** Whether a text has the form of a whole token. */
export function looksLikeToken(text: string): boolean {
  return WHOLE_TOKEN.test(text);
}
