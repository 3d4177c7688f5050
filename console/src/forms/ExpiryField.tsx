import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useText, type Text } from '../i18n/Language';
import { parseDate, type Zone } from '../time/grammar';
import { CalendarInput } from './CalendarInput';

/** The state of the field. */
export interface Expiry {
  /** Whether the token expires. */
  on: boolean;
  text: string;
}

export interface ParsedExpiry {
  /** The value to send to the API; null for never. */
  sent: string | null;
  error?: string;
}

/** Parses the state of the field. Returns the value to send or an error message. */
export function parseExpiry({ on, text }: Expiry, now: Date, zone: Zone, t: Text['t']): ParsedExpiry {
  if (!on) return { sent: null };
  if (!text.trim()) return { sent: null, error: t('expiry.empty') };
  const read = parseDate(text.trim(), now, zone);
  if (!read) return { sent: null, error: t('expiry.malformed') };
  if (read.instant <= now) return { sent: null, error: t('expiry.past') };
  return { sent: read.sent };
}

interface Props {
  value: Expiry;
  error?: ReactNode;
  disabled?: boolean;
  onChange(expiry: Expiry): void;
}

/** Field for an expiration date: a date, a date relative to now, or a day of a calendar, with a preview. */
export function ExpiryField({ value: { on, text }, error, disabled, onChange }: Props) {
  const { t, zone, time } = useText();
  const read = parseDate(text.trim(), new Date(), zone);
  const pick = (day: string) => {
    // A selected day ends at 23:59:59, unless a time of day was entered before.
    const timeOfDay = /^\d{4}-\d\d-\d\d[T ](\d\d:\d\d(:\d\d)?)$/.exec(text.trim())?.[1];
    onChange({ on, text: `${day} ${timeOfDay ?? '23:59:59'}` });
  };
  return (
    <SpaceBetween size="s">
      <Checkbox checked={on} disabled={disabled} onChange={({ detail }) => onChange({ on: detail.checked, text })}>
        {t('expiry.set')}
      </Checkbox>
      {on && (
        <CalendarInput
          label={t('column.expiresAt')}
          value={text}
          placeholder={t('expiry.placeholder')}
          instant={read?.instant}
          description={t('expiry.hint', {
            zone: zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone,
          })}
          constraint={read && t('expiry.preview', { time: time(read.instant), iso: read.instant.toISOString() })}
          error={error}
          disabled={disabled}
          onChange={(typed) => onChange({ on, text: typed })}
          onPick={pick}
        />
      )}
    </SpaceBetween>
  );
}
