import { useState, type ReactNode } from 'react';
import { Problem, violationOf } from '../api/problem';
import { useDialogs } from '../dialogs/Dialogs';
import { violationMessage, violationMessages } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** What is wrong with which field, found here before anything is sent. */
export type FieldErrors = Record<string, string | undefined>;

/**
 * Sends a form once at a time, and only without errors. From the first try on they are shown, each for as long as it
 * holds, beside what the API found wrong with what was sent.
 */
export function useSubmit(errors: FieldErrors = {}) {
  const { notifyFault } = useDialogs();
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (send: () => Promise<void>) => {
    setTried(true);
    setProblem(undefined);
    if (busy || Object.values(errors).some(Boolean)) return;
    setBusy(true);
    try {
      await send();
      setTried(false);
    } catch (fault) {
      if (fault instanceof Problem && fault.violations.length > 0) setProblem(fault);
      else notifyFault(fault);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    submit,
    errorOf: (field: string): ReactNode => {
      const error = tried ? errors[field] : undefined;
      const violation = violationOf(problem, field);
      return error ?? (violation && violationMessage(violation, t));
    },
    /** What is wrong with none of the form's fields. */
    otherErrors: (...fields: string[]): ReactNode =>
      violationMessages(
        (problem?.violations ?? []).filter(
          ({ path }) => !fields.some((field) => path === field || path.startsWith(`${field}[`)),
        ),
        t,
      ),
  };
}
