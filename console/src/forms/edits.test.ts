import { expect, test } from 'vitest';
import { changedFields, conflictingFields, edit, type Edits } from './edits';

interface Example {
  name: string;
  description: string;
  scopes: string[];
}
const saved: Example = { name: 'nightly', description: '', scopes: ['a'] };
const none: Edits<Example> = { edited: {}, before: {} };

test('only touched fields are changes', () => {
  const edits = edit(none, saved, { name: 'weekly' });
  expect(edits).toEqual({ edited: { name: 'weekly' }, before: { name: 'nightly' } });
  expect(changedFields(edits, saved)).toEqual(['name']);
});

test('a field that is changed back is untouched', () => {
  const edits = edit(edit(none, saved, { scopes: ['a', 'b'] }), saved, { scopes: ['a'] });
  expect(edits).toEqual(none);
});

test('edits stay over a new version, and a conflict is a field that both have changed', () => {
  const edits = edit(edit(none, saved, { name: 'mine' }), saved, { description: 'mine' });
  const theirs = { ...saved, name: 'theirs', scopes: ['b'] };
  expect(conflictingFields(edits, theirs)).toEqual(['name']);
  expect(changedFields(edits, theirs)).toEqual(['name', 'description']);
});

test('a field that both have changed to the same value is neither a change nor a conflict', () => {
  const edits = edit(none, saved, { name: 'same' });
  expect(changedFields(edits, { ...saved, name: 'same' })).toEqual([]);
  expect(conflictingFields(edits, { ...saved, name: 'same' })).toEqual([]);
});
