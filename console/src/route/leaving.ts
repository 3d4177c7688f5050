/** The forms with input that is not saved. Leaving them asks first. */
const unsaved = new Set<string>();

/** Asks whether to leave, and so to discard the input or to keep it as a draft. */
type Question = (discards: boolean) => Promise<boolean>;

let question: Question | undefined;

addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault();
});

export function setUnsaved(form: string, isUnsaved: boolean) {
  if (isUnsaved) unsaved.add(form);
  else unsaved.delete(form);
}

/** Lets the page be left without a question, for a way back on which the drafts of its forms are found again. */
export function allowLeaving() {
  unsaved.clear();
}

/** Sets how to ask whether to leave. */
export function setLeaveQuestion(ask: Question | undefined) {
  question = ask;
}

/** Calls an action that leaves the current view. If a form has unsaved input, it asks first. */
export function leaveAnd(action: () => void, { discards = false } = {}) {
  if (unsaved.size === 0 || !question) return action();
  void question(discards).then((leaves) => {
    if (leaves) action();
  });
}
