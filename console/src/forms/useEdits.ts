import { changedFields, conflictingFields, edit, type Edits, type Same } from './edits';
import { useDraft } from './useDraft';

/**
 * The state of a form that edits a record. What was typed lies over the newest version of the record, field by field.
 *
 * @param current the record as it was last read
 */
export function useEdits<T extends object>(form: string, current: T, same?: Same<T>) {
  const draft = useDraft<Edits<T>>(form, { edited: {}, before: {} });
  const edits = draft.value;
  return {
    value: { ...current, ...edits.edited },
    set: (changes: Partial<T>) => draft.set(edit(edits, current, changes, same)),
    /** The fields to send. */
    changed: changedFields(edits, current, same),
    /** The fields that have been changed in the record as well. */
    conflicts: conflictingFields(edits, current, same),
    restored: draft.restored,
    clear: draft.clear,
  };
}
