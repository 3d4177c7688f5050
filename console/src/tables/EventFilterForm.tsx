import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useText } from '../i18n/Language';
import type { Key } from '../i18n/en';
import { FilterSection } from './FilterSection';
import { countActiveFilters, invalidFields, isSingle, NO_EVENT_FILTERS, type EventFilters } from './eventFilters';
import { ACTIONS, ACTOR_KINDS, actionText, TARGET_KINDS } from './eventTexts';

interface Props {
  applied: EventFilters;
  /** Whether the signed-in token sees the events of more than one project. */
  ofAll: boolean;
  onApply(filters: EventFilters): void;
}

/** Names what tells an item of a kind from others. */
function targetIdLabel(kind: string): Key {
  const known = TARGET_KINDS.find((one) => one === kind);
  return known ? `audit.targetId.${known}` : 'audit.targetId';
}

/** Form for the filters of the audit log. Changes take effect on Apply. */
export function EventFilterForm({ applied, ofAll, onApply }: Props) {
  const text = useText();
  const { t } = text;
  const [draft, setDraft] = useState(applied);
  const [invalid, setInvalid] = useState<(keyof EventFilters)[]>([]);
  const active = countActiveFilters(applied);
  const set = (changes: Partial<EventFilters>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = () => {
    const wrong = invalidFields(draft);
    setInvalid(wrong);
    if (wrong.length === 0) onApply(draft);
  };
  const errorOf = (field: keyof EventFilters, key: Key) => (invalid.includes(field) ? t(key) : undefined);

  const day = (field: 'from' | 'to', label: Key) => (
    <FormField label={t(label)} errorText={errorOf(field, 'project.noDate')}>
      <Input
        value={draft[field]}
        placeholder={t('project.placeholder')}
        spellcheck={false}
        autoComplete="off"
        onChange={({ detail }) => set({ [field]: detail.value.trim() })}
      />
    </FormField>
  );
  const input = (
    field: 'project' | 'targetId' | 'actorId',
    label: Key,
    error: Key,
    { disabled = false, hint }: { disabled?: boolean; hint?: Key } = {},
  ) => (
    <FormField label={t(label)} errorText={errorOf(field, error)} constraintText={hint && t(hint)}>
      <Input
        value={draft[field]}
        disabled={disabled}
        spellcheck={false}
        autoComplete="off"
        onChange={({ detail }) => set({ [field]: detail.value.trim() })}
      />
    </FormField>
  );
  const choice = (
    field: 'action' | 'targetKind' | 'actorKind',
    label: Key,
    choices: { value: string; label: string }[],
    also: Partial<EventFilters> = {},
  ) => {
    const options = [{ value: '', label: t('filter.any') }, ...choices];
    return (
      <FormField label={t(label)}>
        <Select
          options={options}
          filteringType={choices.length > 10 ? 'auto' : 'none'}
          selectedOption={
            options.find(({ value }) => value === draft[field]) ?? { value: draft[field], label: draft[field] }
          }
          onChange={({ detail }) => set({ [field]: detail.selectedOption.value, ...also })}
        />
      </FormField>
    );
  };

  return (
    <FilterSection active={active} validated={false} onSubmit={submit} onReset={() => onApply(NO_EVENT_FILTERS)}>
      {day('from', 'audit.from')}
      {day('to', 'audit.to')}
      {choice(
        'action',
        'events.event',
        ACTIONS.map((action) => ({ value: action, label: actionText({ action, type: action }, text) })),
      )}
      {ofAll && input('project', 'token.project', 'project.malformed')}
      {choice(
        'targetKind',
        'events.target',
        TARGET_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
        { targetId: '' },
      )}
      {input('targetId', targetIdLabel(draft.targetKind), 'required', {
        disabled: !draft.targetKind,
        hint: draft.targetKind === 'token' ? 'audit.tokenHint' : undefined,
      })}
      {choice(
        'actorKind',
        'events.actor',
        ACTOR_KINDS.map((kind) => ({ value: kind, label: t(`actorKind.${kind}`) })),
        { actorId: '' },
      )}
      {input('actorId', 'audit.actorId', 'required', { disabled: !draft.actorKind || isSingle(draft.actorKind) })}
    </FilterSection>
  );
}
