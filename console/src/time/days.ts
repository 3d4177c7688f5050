import type { Zone } from './grammar';

const pad = (number: number) => String(number).padStart(2, '0');

/**
 * The last moment of a day `YYYY-MM-DD` in a zone: a token that expires "on" a day works all of that day, and its expiry
 * is still shown as that day.
 */
export function endOfDay(day: string, zone: Zone): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const next = zone === 'UTC' ? Date.UTC(year, month - 1, date + 1) : new Date(year, month - 1, date + 1).getTime();
  return new Date(next - 1);
}

/** An instant as a person types it: `YYYY-MM-DD hh:mm:ss` in a zone. */
export function formatForInput(instant: Date, zone: Zone): string {
  // Moving it by the offset lets one reading serve both zones.
  const shown = zone === 'UTC' ? instant : new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return shown.toISOString().slice(0, 19).replace('T', ' ');
}

/** Today `YYYY-MM-DD` in a zone. */
export function dayOf(instant: Date, zone: Zone): string {
  return zone === 'UTC'
    ? instant.toISOString().slice(0, 10)
    : `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
}
