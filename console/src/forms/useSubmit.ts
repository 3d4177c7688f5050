import { useState, type ReactNode } from 'react';
import { ApiError, concerns, violationFor } from '../api/error';
import { useDialogs } from '../dialogs/Dialogs';
import { violationMessage, violationMessages } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** The errors that the form itself has found, by field. */
export type FieldErrors = Record<string, string | undefined>;

/**
 * Submits a form without errors, once at a time. From the first attempt on, the errors of the form are shown together
 * with the violations that the API has returned.
 */
export function useSubmit(errors: FieldErrors = {}) {
  const { notifyError } = useDialogs();
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [rejection, setRejection] = useState<ApiError>();

  const submit = async (send: () => Promise<void>) => {
    setTried(true);
    setRejection(undefined);
    if (busy || Object.values(errors).some(Boolean)) return;
    setBusy(true);
    try {
      await send();
      setTried(false);
    } catch (error) {
      if (error instanceof ApiError && error.violations.length > 0) setRejection(error);
      else notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    submit,
    errorOf: (field: string): ReactNode => {
      const error = tried ? errors[field] : undefined;
      const violation = violationFor(rejection, field);
      return error ?? (violation && violationMessage(violation, t));
    },
    /** Returns the messages of violations that concern none of these fields. */
    otherErrors: (...fields: string[]): ReactNode =>
      violationMessages(
        (rejection?.violations ?? []).filter((violation) => !fields.some((field) => concerns(violation, field))),
        t,
      ),
  };
}
