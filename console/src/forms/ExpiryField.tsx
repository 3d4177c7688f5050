import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Limits } from '../api/client';
import { useText } from '../i18n/Language';
import { serverNow } from '../time/serverClock';
import { CalendarInput } from './CalendarInput';
import { readExpiry, textIn, type Expiry } from './expiry';
import { isExpirationRequired, latestExpiry } from './limits';
import { useLimits } from './useLimits';

interface Props {
  value: Expiry;
  error?: ReactNode;
  disabled?: boolean;
  /** The limits of what expires; those of tokens if absent. */
  limits?: Limits;
  onChange(expiry: Expiry): void;
}

/** Field for an expiration date: a date, a date relative to now, or a day of a calendar, with a preview. */
export function ExpiryField({ value, error, disabled, limits: own, onChange }: Props) {
  const ofUser = useLimits();
  const limits = own ?? ofUser;
  const { t, zone, time } = useText();
  const latest = latestExpiry(limits, serverNow());
  const required = isExpirationRequired(limits);
  const label = t('column.expiresAt');
  const bound = latest && t('expiry.latest', { time: time(latest), days: limits.maxTokenLifetime ?? '' });
  const { on } = value;
  const text = textIn(value, zone);
  const read = readExpiry(value, serverNow(), zone);
  const pick = (day: string) => {
    // A selected day ends at 23:59:59, unless a time of day was entered before.
    const timeOfDay = /^\d{4}-\d\d-\d\d[T ](\d\d:\d\d(:\d\d)?)$/.exec(text.trim())?.[1];
    onChange({ on, text: `${day} ${timeOfDay ?? '23:59:59'}`, zone });
  };
  return (
    <SpaceBetween size="s">
      <FormField errorText={on ? undefined : error}>
        <Checkbox
          checked={on}
          disabled={disabled || (on && required)}
          onChange={({ detail }) => onChange({ ...value, on: detail.checked })}
        >
          {t('expiry.set')}
        </Checkbox>
      </FormField>
      {on && (
        <CalendarInput
          label={required ? `${label} *` : label}
          value={text}
          placeholder={t('expiry.placeholder')}
          instant={read?.instant}
          latest={latest}
          description={[
            t('expiry.hint', {
              zone: zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone,
            }),
            !disabled && bound,
          ]
            .filter(Boolean)
            .join(' ')}
          constraint={read && t('expiry.preview', { time: time(read.instant), iso: read.instant.toISOString() })}
          error={error}
          disabled={disabled}
          onChange={(typed) => onChange({ on, text: typed, zone })}
          onPick={pick}
        />
      )}
    </SpaceBetween>
  );
}
