import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { UserNamesField } from '../forms/UserNamesField';
import { useScopes } from '../forms/useScopes';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';
import { FilterSection } from './FilterSection';
import { countActive, NO_FILTERS, STATUSES, SWITCHES, withName, type Filters } from './filters';

interface Props {
  applied: Filters;
  /** Whether tokens of several owners are listed. */
  ofAll: boolean;
  onApply(filters: Filters): void;
}

/** Form for the filters of a table. Changes take effect on Apply. */
export function FilterForm({ applied, ofAll, onApply }: Props) {
  const { t } = useText();
  const { permissions } = useSession();
  const scopes = useScopes();
  const [draft, setDraft] = useState(applied);
  const [typed, setTyped] = useState({ owner: '', createdBy: '' });
  const set = (changes: Partial<Filters>) => setDraft((before) => ({ ...before, ...changes }));
  const active = countActive(applied);
  const submit = () => {
    onApply({
      ...draft,
      owner: withName(draft.owner, typed.owner),
      createdBy: withName(draft.createdBy, typed.createdBy),
    });
  };

  const text = (field: 'name' | 'project' | 'trust', label: Key) => (
    <FormField label={t(label)}>
      <Input value={draft[field]} onChange={({ detail }) => set({ [field]: detail.value })} />
    </FormField>
  );
  const users = (field: 'owner' | 'createdBy', label: Key) => (
    <UserNamesField
      label={t(label)}
      names={draft[field]}
      text={typed[field]}
      onChange={(names, rest) => {
        set({ [field]: names });
        setTyped((before) => ({ ...before, [field]: rest }));
      }}
    />
  );
  const days = (field: 'expires' | 'unused', label: Key) => (
    <FormField label={t(label)}>
      <Input
        type="number"
        inputMode="numeric"
        value={draft[field]}
        nativeInputAttributes={{ min: 1, max: 99999 }}
        onChange={({ detail }) => set({ [field]: detail.value })}
      />
    </FormField>
  );
  const choice = (field: 'status' | 'expired' | 'scope', label: Key, choices: { value: string; label: string }[]) => {
    const options = [{ value: '', label: t('filter.any') }, ...choices];
    return (
      <FormField label={t(label)}>
        <Select
          options={options}
          filteringType={choices.length > 10 ? 'auto' : 'none'}
          virtualScroll={choices.length > 10}
          selectedOption={
            options.find(({ value }) => value === draft[field]) ?? { value: draft[field], label: draft[field] }
          }
          onChange={({ detail }) => set({ [field]: detail.selectedOption.value })}
        />
      </FormField>
    );
  };

  return (
    <FilterSection active={active} onSubmit={submit} onReset={() => onApply(NO_FILTERS)}>
      {text('name', 'column.name')}
      {ofAll && users('owner', 'filter.users')}
      {days('expires', 'filter.expires')}
      {ofAll && users('createdBy', 'column.createdBy')}
      {choice('status', 'column.status', [
        { value: 'enabled', label: t('status.enabled') },
        { value: 'disabled', label: t('status.disabled') },
        ...STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
      ])}
      {choice('expired', 'column.expired', [
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ])}
      {days('unused', 'filter.unused')}
      {choice(
        'scope',
        'filter.scope',
        scopes.map(({ name }) => ({ value: name, label: name })),
      )}
      {text('project', 'token.project')}
      {(permissions.readsTrusts || draft.trust) && text('trust', 'token.trust')}
      <div role="group" aria-label={t('filter.only')}>
        <Box variant="awsui-key-label">{t('filter.only')}</Box>
        {SWITCHES.map((field) => (
          <Checkbox
            key={field}
            checked={draft[field] === 'yes'}
            onChange={({ detail }) => set({ [field]: detail.checked ? 'yes' : '' })}
          >
            {t(`filter.${field}`)}
          </Checkbox>
        ))}
      </div>
    </FilterSection>
  );
}
