import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { ApiError, isAbout, violationsOf } from '../api/error';
import { useNotify } from '../dialogs/Dialogs';
import { errorMessage, useWording, violationMessages } from '../i18n/errors';

/** The errors that the form itself has found, by field. */
export type FieldErrors = Record<string, string | undefined>;

/** An error of one field that shows only when the form is sent. */
export class FieldError extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Submits a form without errors, once at a time. From the first attempt on, the errors of the form are shown together
 * with those that the API has returned: at the field, or else next to the button. They take the focus. A notice shows
 * an error that arrives after the form was left.
 */
export function useSubmit(errors: FieldErrors = {}) {
  const wording = useWording();
  const notify = useNotify();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const running = useRef(false);
  const [busy, setBusy] = useState<string>();
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [failures, setFailures] = useState(0);

  // After the errors are rendered.
  useEffect(() => {
    if (failures === 0) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    // A check box has only a message. The first one, because a form repeats it for screen readers.
    const message = document.querySelector<HTMLElement>(`[data-error="${CSS.escape(id)}"]`);
    (field ?? message)?.focus();
  }, [failures, id]);

  /** Runs an action of the form, unless one is running. */
  const run = async (action: string, send: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setFailure(undefined);
    setBusy(action);
    try {
      await send();
      setTried(false);
    } catch (error) {
      if (form.current) {
        setFailure(error);
        setFailures((count) => count + 1);
      } else notify?.('error', error instanceof FieldError ? error.message : errorMessage(error, wording));
    } finally {
      running.current = false;
      setBusy(undefined);
    }
  };
  const submit = async (send: () => Promise<void>) => {
    if (running.current) return;
    setTried(true);
    if (!Object.values(errors).some(Boolean)) return run('submit', send);
    setFailure(undefined);
    setFailures((count) => count + 1);
  };

  const focusable = (message: ReactNode) => (
    <span tabIndex={-1} data-error={id}>
      {message}
    </span>
  );
  const rejection = failure instanceof ApiError ? failure : undefined;
  const rejectionOf = (field: string): ReactNode => {
    if (!rejection) return undefined;
    const violations = violationsOf(rejection, field);
    if (violations.length > 0) return violationMessages(violations, wording);
    return isAbout(rejection, field) ? errorMessage(rejection, wording) : undefined;
  };
  return {
    form,
    /** Calls an action that leaves the form, unless the user has left it already. */
    thenLeave: (leave: () => void) => {
      if (form.current) leave();
    },
    /** The running action; `submit` for that of the form. */
    busy,
    run,
    submit,
    errorOf: (field: string): ReactNode => {
      const sent = failure instanceof FieldError && failure.field === field ? failure.message : undefined;
      const message = (tried ? errors[field] : undefined) ?? sent ?? rejectionOf(field);
      return message && focusable(message);
    },
    /** Returns the error that concerns none of these fields, to be shown next to the button. */
    otherErrors: (...fields: string[]): ReactNode => {
      if (failure === undefined || failure instanceof FieldError) return undefined;
      if (!rejection || rejection.violations.length === 0) {
        const isShown = rejection && fields.some((field) => isAbout(rejection, field));
        return isShown ? undefined : focusable(errorMessage(failure, wording));
      }
      const ofFields = fields.flatMap((field) => violationsOf(rejection, field));
      const others = rejection.violations.filter((violation) => !ofFields.includes(violation));
      return others.length > 0 ? focusable(violationMessages(others, wording)) : undefined;
    },
  };
}
