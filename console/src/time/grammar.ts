/**
 * Parser for the date formats of the API. Forms use it to preview the date that a text stands for; the API is
 * authoritative.
 */
export type Zone = 'local' | 'UTC';

/** An entered date: the instant and the text to send. A timestamp without a time zone is in the selected time zone. */
export interface ParsedDate {
  instant: Date;
  sent: string;
}

const RELATIVE = /^now(?:([+-])(\d{1,6})([mhdwMy]))?(?:\/([mhdwMy]))?$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?$/;
const MINUTE = 60_000;

/** Parses a date in one of the supported formats. Returns undefined if it is invalid. */
export function parseDate(text: string, now: Date, zone: Zone): ParsedDate | undefined {
  if (/^\d{1,15}$/.test(text)) return within(new Date(Number(text)), text);
  const relative = RELATIVE.exec(text);
  if (relative) return within(relativeDate(relative, now), text);
  const timestamp = TIMESTAMP.exec(text);
  const instant = timestamp && timestampDate(timestamp, zone);
  return instant ? within(instant, instant.toISOString()) : undefined;
}

function within(instant: Date, sent: string): ParsedDate | undefined {
  const year = instant.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? { instant, sent } : undefined;
}

function relativeDate([, sign, count, unit, floor]: RegExpExecArray, now: Date): Date {
  const moved = unit ? plus(now, (sign === '-' ? -1 : 1) * Number(count), unit) : now;
  return floor ? startOf(moved, floor) : moved;
}

function plus(from: Date, count: number, unit: string): Date {
  switch (unit) {
    case 'm':
      return new Date(from.getTime() + count * MINUTE);
    case 'h':
      return new Date(from.getTime() + count * 60 * MINUTE);
    case 'd':
      return new Date(from.getTime() + count * 24 * 60 * MINUTE);
    case 'w':
      return plus(from, count * 7, 'd');
    case 'y':
      return plus(from, count * 12, 'M');
    default: {
      // Days after the end of a month are clamped: 31 January plus a month is 28 February.
      const month = new Date(from);
      month.setUTCDate(1);
      month.setUTCMonth(month.getUTCMonth() + count);
      const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
      month.setUTCDate(Math.min(from.getUTCDate(), last));
      return month;
    }
  }
}

function startOf(from: Date, unit: string): Date {
  const date = new Date(from);
  if (unit === 'm') date.setUTCSeconds(0, 0);
  else if (unit === 'h') date.setUTCMinutes(0, 0, 0);
  else date.setUTCHours(0, 0, 0, 0);
  // Weeks begin on Monday.
  if (unit === 'w') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === 'M') date.setUTCDate(1);
  if (unit === 'y') date.setUTCMonth(0, 1);
  return date;
}

function timestampDate(match: RegExpExecArray, zone: Zone): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const millis = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millis));
  // 24:00, second 60 and 30 February are rejected instead of rolled over.
  const rolledOver =
    utc.getUTCFullYear() !== year ||
    utc.getUTCMonth() !== month - 1 ||
    utc.getUTCDate() !== day ||
    utc.getUTCHours() !== hour ||
    utc.getUTCMinutes() !== minute ||
    utc.getUTCSeconds() !== second;
  if (rolledOver) return undefined;
  if (match[8] === 'Z') return utc;
  if (match[8]) {
    const [hours = 0, minutes = 0] = match[8].slice(1).split(':').map(Number);
    if (hours > 18 || minutes > 59) return undefined;
    return new Date(utc.getTime() - (match[8].startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE);
  }
  return zone === 'UTC' ? utc : new Date(year, month - 1, day, hour, minute, second, millis);
}
