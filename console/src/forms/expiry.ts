import type { Text } from '../i18n/Language';
import { formatForInput } from '../time/days';
import { parseDate, type ParsedDate, type Zone } from '../time/grammar';

/** The expiration date in a form. */
export interface Expiry {
  /** Whether the token expires. */
  on: boolean;
  text: string;
  /** The time zone in which the text was typed. */
  zone?: Zone;
}

export interface ParsedExpiry {
  /** The value to send to the API; null for never. */
  sent: string | null;
  error?: string;
}

/** A time without a time zone, which means another instant in each of them. */
const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** Returns the expiration date of a record. */
export function expiryOf(instant: string | undefined): Expiry {
  return { on: instant !== undefined, text: instant ? formatForInput(new Date(instant), 'UTC') : '', zone: 'UTC' };
}

/** Returns the text in a time zone: if that was changed, the same instant is shown in the new one. */
export function textIn({ text, zone: typedIn }: Expiry, zone: Zone): string {
  if (typedIn === undefined || typedIn === zone || !ZONELESS.test(text.trim())) return text;
  const instant = parseDate(text.trim(), new Date(), typedIn)?.instant;
  return instant ? formatForInput(instant, zone) : text;
}

/** Parses the text, or returns undefined if it is invalid. */
export function readExpiry({ text, zone: typedIn }: Expiry, now: Date, zone: Zone): ParsedDate | undefined {
  return parseDate(text.trim(), now, typedIn ?? zone);
}

/** Parses an expiration date. Returns the value to send or an error message. */
export function parseExpiry(expiry: Expiry, now: Date, zone: Zone, t: Text['t']): ParsedExpiry {
  if (!expiry.on) return { sent: null };
  if (!expiry.text.trim()) return { sent: null, error: t('expiry.empty') };
  const read = readExpiry(expiry, now, zone);
  if (!read) return { sent: null, error: t('expiry.malformed') };
  if (read.instant <= now) return { sent: null, error: t('expiry.past') };
  return { sent: read.sent };
}

/** Returns whether two expiration dates are the same, as far as a form shows them: to the second. */
export function sameExpiry(one: Expiry, other: Expiry): boolean {
  if (!one.on || !other.on) return one.on === other.on;
  const [a, b] = [one, other].map((expiry) => ZONELESS.test(expiry.text.trim()) && textIn(expiry, 'UTC'));
  return a && b ? a === b : one.text === other.text && one.zone === other.zone;
}
