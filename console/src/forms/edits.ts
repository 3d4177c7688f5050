/** What was changed of a record in a form. Fields that were not touched are absent. */
export interface Edits<T> {
  /** The changed fields. */
  edited: Partial<T>;
  /** The same fields as they were when they were first changed. */
  before: Partial<T>;
}

export type Same<T> = (field: keyof T, one: unknown, other: unknown) => boolean;

const sameJson = (_: unknown, one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Adds changes to the edits of a record. A field that gets the value of the record is no longer edited. */
export function edit<T extends object>(
  { edited, before }: Edits<T>,
  current: T,
  changes: Partial<T>,
  same: Same<T> = sameJson,
): Edits<T> {
  const next: Edits<T> = { edited: { ...edited }, before: { ...before } };
  for (const field of Object.keys(changes) as (keyof T)[]) {
    if (same(field, changes[field], current[field])) {
      delete next.edited[field];
      delete next.before[field];
    } else {
      if (!(field in next.before)) next.before[field] = current[field];
      next.edited[field] = changes[field];
    }
  }
  return next;
}

/** Returns the fields that differ from the record: what has to be sent. */
export function changedFields<T extends object>(
  { edited }: Edits<T>,
  current: T,
  same: Same<T> = sameJson,
): (keyof T)[] {
  return (Object.keys(edited) as (keyof T)[]).filter((field) => !same(field, edited[field], current[field]));
}

/** Returns the fields that were changed here and, to another value, in the record. */
export function conflictingFields<T extends object>(
  edits: Edits<T>,
  current: T,
  same: Same<T> = sameJson,
): (keyof T)[] {
  return changedFields(edits, current, same).filter((field) => !same(field, edits.before[field], current[field]));
}
