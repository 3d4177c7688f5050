import Button from '@cloudscape-design/components/button';
import Calendar from '@cloudscape-design/components/calendar';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/Language';
import { dayOf } from '../time/days';

interface Props {
  label: string;
  value: string;
  placeholder: string;
  /** What the value comes to, as far as it can be read. */
  instant?: Date;
  description?: string;
  constraint?: string;
  error?: ReactNode;
  disabled?: boolean;
  onChange(text: string): void;
  /** A day was picked, as `YYYY-MM-DD`. */
  onPick(day: string): void;
}

/** A date that is typed, or picked in a calendar that a button beside it opens; days that are over cannot be picked. */
export function CalendarInput({
  label,
  value,
  placeholder,
  instant,
  description,
  constraint,
  error,
  disabled,
  onChange,
  onPick,
}: Props) {
  const { t, zone } = useText();
  const [open, setOpen] = useState(false);
  const today = dayOf(new Date(), zone);
  return (
    <SpaceBetween size="s">
      <FormField
        label={label}
        description={description}
        constraintText={<span role="status">{constraint}</span>}
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
          isDateEnabled={(day) => dayOf(day, 'local') >= today}
          onChange={({ detail }) => {
            setOpen(false);
            onPick(detail.value);
          }}
        />
      )}
    </SpaceBetween>
  );
}
