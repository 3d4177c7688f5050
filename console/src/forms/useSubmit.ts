import { useState } from 'react';
import { Problem, violationOf } from '../api/problem';
import { useDialogs } from '../dialogs/Dialogs';

/** Errors of fields, found here before anything is sent. */
export type FieldErrors = Record<string, string | undefined>;

/** Sends a form once at a time, and keeps what was wrong with which field. */
export function useSubmit() {
  const { notifyFault } = useDialogs();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem>();

  /** @param errors what is wrong already; nothing is sent when there is anything */
  const submit = async (errors: FieldErrors, send: () => Promise<void>) => {
    setFound(errors);
    setProblem(undefined);
    if (busy || Object.values(errors).some(Boolean)) return;
    setBusy(true);
    try {
      await send();
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
    errorOf: (field: string) => found[field] ?? violationOf(problem, field),
    /** What is wrong with none of the form's fields. */
    otherErrors: (...fields: string[]) =>
      problem?.violations.filter(({ path }) => !fields.some((field) => path === field || path.startsWith(`${field}[`))).map(({ message }) => message).join(' ') || undefined,
  };
}
