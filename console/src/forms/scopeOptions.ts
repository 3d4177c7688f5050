import type { MultiselectProps } from '@cloudscape-design/components/multiselect';
import type { CatalogueScope } from '../api/client';
import { isManagementScope } from '../auth/permissions';
import type { Text } from '../i18n/Language';

type Option = MultiselectProps.Option;

/** What makes a scope special, as the picker and the table of scopes mark it. */
export function scopeMarks({ name, source, deprecated, replacedBy }: CatalogueScope, t: Text['t']): string[] {
  const marks: string[] = [];
  if (source === 'own') marks.push(t('scope.own'));
  if (isManagementScope(name)) marks.push(t('scope.management'));
  if (deprecated) marks.push(t('scope.deprecated'));
  if (replacedBy) marks.push(t('scope.replacedBy', { name: replacedBy }));
  return marks;
}

interface Selection {
  /** What the record has: it can keep scopes that no other may receive any more. */
  held: readonly string[];
  grants(scope: string): boolean;
}

/** Returns whether a scope can be selected. */
export function isSelectable({ name, deprecated }: CatalogueScope, { held, grants }: Selection): boolean {
  return grants(name) && (!deprecated || held.includes(name));
}

/** Returns a scope as an option, which is found by its name, its description, its aliases and its marks. */
export function scopeOption(scope: CatalogueScope, selection: Selection, t: Text['t']): Option & { value: string } {
  const { name, description, aliases } = scope;
  return {
    value: name,
    label: name,
    description,
    tags: scopeMarks(scope, t),
    filteringTags: aliases,
    disabled: !isSelectable(scope, selection),
  };
}

/** Groups options by the first part of their names. A scope that shares it with no other is an option by itself. */
export function grouped(options: (Option & { value: string })[]): MultiselectProps.Options {
  const groups = new Map<string, typeof options>();
  for (const option of options) {
    const group = groupOf(option.value);
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups].flatMap<Option>(([label, members]) =>
    members.length > 1 ? [{ label, options: members, disabled: members.every(({ disabled }) => disabled) }] : members,
  );
}

function groupOf(scope: string): string {
  return scope.split(/[._:-]/, 1)[0] ?? scope;
}

const MAX_SCOPES = 100;

/** Returns the error of the selected scopes of a token. */
export function scopesError(scopes: readonly string[], t: Text['t']): string | undefined {
  if (scopes.length === 0) return t('scopes.required');
  return scopes.length > MAX_SCOPES ? t('violation.scope-count') : undefined;
}
