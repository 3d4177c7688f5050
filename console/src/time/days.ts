import type { Zone } from './grammar';

const pad = (number: number) => String(number).padStart(2, '0');

/**
 * Returns the last millisecond of a day `YYYY-MM-DD` in a time zone. A token that expires on a day works until the end
 * of that day, and its expiration date is displayed as that day.
 */
export function endOfDay(day: string, zone: Zone): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const next = zone === 'UTC' ? Date.UTC(year, month - 1, date + 1) : new Date(year, month - 1, date + 1).getTime();
  return new Date(next - 1);
}

/** Returns the first millisecond of a day `YYYY-MM-DD` in a time zone. */
export function startOfDay(day: string, zone: Zone): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return zone === 'UTC' ? new Date(Date.UTC(year, month - 1, date)) : new Date(year, month - 1, date);
}

/** Formats an instant for an input field: `YYYY-MM-DD hh:mm:ss` in a time zone. */
export function formatForInput(instant: Date, zone: Zone): string {
  // Shifted by the offset, a local time can be formatted like UTC.
  const shifted = zone === 'UTC' ? instant : new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

/** Returns the day `YYYY-MM-DD` of an instant in a time zone. */
export function dayOf(instant: Date, zone: Zone): string {
  return zone === 'UTC'
    ? instant.toISOString().slice(0, 10)
    : `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
}
