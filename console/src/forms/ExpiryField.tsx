import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useText, type Text } from '../i18n/Language';
import { parseDate, type Zone } from '../time/grammar';
import { CalendarInput } from './CalendarInput';

/** An expiry as it is being entered. */
export interface Expiry {
  /** Whether there is to be one. */
  on: boolean;
  text: string;
}

export interface ParsedExpiry {
  /** What to send; null for never. */
  sent: string | null;
  error?: string;
}

/** Reads an expiry from its form: what it comes to, or what is wrong with it. */
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

/** When a token expires: typed, relative to now, or picked in a calendar; what it comes to is shown beforehand. */
export function ExpiryField({ value: { on, text }, error, disabled, onChange }: Props) {
  const { t, zone, time } = useText();
  const read = parseDate(text.trim(), new Date(), zone);
  const pick = (day: string) => {
    // A day that is picked counts to its end; a time of day that was typed before stays.
    const kept = /^\d{4}-\d\d-\d\d[T ](\d\d:\d\d(:\d\d)?)$/.exec(text.trim())?.[1];
    onChange({ on, text: `${day} ${kept ?? '23:59:59'}` });
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
