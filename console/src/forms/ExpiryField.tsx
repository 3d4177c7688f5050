import Button from '@cloudscape-design/components/button';
import Calendar from '@cloudscape-design/components/calendar';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useText, type Text } from '../i18n/Language';
import { dayOf } from '../time/days';
import { readDate, type Zone } from '../time/grammar';

/** An expiry as it is being entered. */
export interface Expiry {
  /** Whether there is to be one. */
  on: boolean;
  text: string;
}

export interface ReadExpiry {
  /** What to send; null for never. */
  sent: string | null;
  error?: string;
}

/** Reads an expiry from its form: what it comes to, or what is wrong with it. */
export function readExpiry({ on, text }: Expiry, now: Date, zone: Zone, t: Text['t']): ReadExpiry {
  if (!on) return { sent: null };
  if (!text.trim()) return { sent: null, error: t('expiry.empty') };
  const read = readDate(text.trim(), now, zone);
  if (!read) return { sent: null, error: t('expiry.malformed') };
  if (read.instant <= now) return { sent: null, error: t('expiry.past') };
  return { sent: read.sent };
}

interface Props {
  value: Expiry;
  error?: string;
  disabled?: boolean;
  onChange(expiry: Expiry): void;
}

/** When a token expires: typed, relative to now, or picked in a calendar; what it comes to is shown beforehand. */
export function ExpiryField({ value: { on, text }, error, disabled, onChange }: Props) {
  const { t, zone, time } = useText();
  const [calendar, setCalendar] = useState(false);
  const now = new Date();
  const read = readDate(text.trim(), now, zone);
  const pick = (day: string) => {
    // A day that is picked counts to its end; a time of day that was typed before stays.
    const kept = /^\d{4}-\d\d-\d\d[T ](\d\d:\d\d(:\d\d)?)$/.exec(text.trim())?.[1];
    onChange({ on, text: `${day} ${kept ?? '23:59:59'}` });
    setCalendar(false);
  };
  return (
    <SpaceBetween size="s">
      <Checkbox checked={on} disabled={disabled} onChange={({ detail }) => onChange({ on: detail.checked, text })}>
        {t('expiry.set')}
      </Checkbox>
      {on && (
        <FormField
          label={t('column.expiresAt')}
          description={t('expiry.hint', { zone: zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone })}
          constraintText={<span role="status">{read && t('expiry.preview', { time: time(read.instant), iso: read.instant.toISOString() })}</span>}
          errorText={error}
          secondaryControl={
            <Button
              iconName="calendar"
              disabled={disabled}
              ariaLabel={t('expiry.calendar')}
              ariaExpanded={calendar}
              formAction="none"
              onClick={() => setCalendar(!calendar)}
            />
          }
        >
          <Input
            value={text}
            disabled={disabled}
            placeholder="YYYY-MM-DD hh:mm:ss"
            spellcheck={false}
            autoComplete="off"
            onChange={({ detail }) => onChange({ on, text: detail.value })}
          />
        </FormField>
      )}
      {on && calendar && (
        <Calendar
          value={read ? dayOf(read.instant, zone) : ''}
          isDateEnabled={(day) => dayOf(day, 'local') >= dayOf(now, zone)}
          onChange={({ detail }) => pick(detail.value)}
        />
      )}
    </SpaceBetween>
  );
}
