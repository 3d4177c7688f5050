const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Returns a name for display within other text, whose order it cannot change. Control characters that turn text around
 * are shown as replacement characters. The API rejects them, but older records can contain them.
 */
export function displayed(name: string): string {
  const harmless = name.replace(BIDI_CONTROLS, '\ufffd');
  return RIGHT_TO_LEFT.test(harmless) ? `\u2068${harmless}\u2069` : harmless;
}

/** Splits a name after its separators, where it can be broken. */
export function partsOf(name: string): string[] {
  return name.split(/(?<=[._:@/-])(?=[^._:@/-])/);
}
