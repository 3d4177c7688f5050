import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Calendar from '@cloudscape-design/components/calendar';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState, type ReactNode } from 'react';
import { useText } from '../i18n/Language';
import { dayOf } from '../time/days';
import { serverNow } from '../time/serverClock';

interface Props {
  label: string;
  value: string;
  placeholder: string;
  /** The date that the value stands for; undefined if it is invalid. */
  instant?: Date;
  /** The latest date that can be selected in the calendar. */
  latest?: Date;
  description?: string;
  constraint?: string;
  error?: ReactNode;
  disabled?: boolean;
  onChange(text: string): void;
  /** Called with the selected day in the format `YYYY-MM-DD`. */
  onPick(day: string): void;
}

/** Input for a date, with a button that opens a calendar. Past days cannot be selected in the calendar. */
export function CalendarInput({
  label,
  value,
  placeholder,
  instant,
  latest,
  description,
  constraint,
  error,
  disabled,
  onChange,
  onPick,
}: Props) {
  const { t, zone } = useText();
  const [open, setOpen] = useState(false);
  const opener = useRef<ButtonProps.Ref>(null);
  const today = dayOf(serverNow(), zone);
  return (
    <SpaceBetween size="s">
      <FormField
        label={label}
        description={description}
        constraintText={<span role="status">{!error && constraint}</span>}
        errorText={error}
      >
        <div className="calendar-input">
          <Input
            value={value}
            disabled={disabled}
            ariaRequired
            placeholder={placeholder}
            spellcheck={false}
            autoComplete="off"
            onChange={({ detail }) => onChange(detail.value)}
          />
          <Button
            ref={opener}
            iconName="calendar"
            disabled={disabled}
            ariaLabel={t('expiry.calendar')}
            ariaExpanded={open}
            formAction="none"
            onClick={() => setOpen(!open)}
          />
        </div>
      </FormField>
      {open && (
        <Calendar
          value={instant ? dayOf(instant, zone) : ''}
          isDateEnabled={(day) =>
            dayOf(day, 'local') >= today && (!latest || dayOf(day, 'local') <= dayOf(latest, zone))
          }
          onChange={({ detail }) => {
            setOpen(false);
            opener.current?.focus();
            onPick(detail.value);
          }}
        />
      )}
    </SpaceBetween>
  );
}
