import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { CatalogueScope } from '../api/client';
import { isChangedByOther } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { IdentifierField } from '../forms/IdentifierField';
import { FormDialog } from '../forms/FormDialog';
import { useEdits } from '../forms/useEdits';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

const SCOPE_NAME = /^(?=.{1,64}$)[A-Za-z][A-Za-z0-9]*([._:-][A-Za-z0-9]+)*$/;
const MAX_DESCRIPTION = 200;

interface Props {
  /** The scope to change; absent to declare a new one. */
  scope?: CatalogueScope;
  catalogue: CatalogueScope[];
  reload(): void;
  onSaved(): void;
  onDismiss(): void;
}

/** Form that declares, describes or deprecates a scope of the environment. */
export function ScopeDialog({ scope, catalogue, reload, onSaved, onDismiss }: Props) {
  const { client } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const edits = useEdits(scope ? `scope.${scope.name}` : 'scope', {
    name: scope?.name ?? '',
    description: scope?.description ?? '',
    deprecated: scope?.deprecated ?? false,
    replacedBy: scope?.replacedBy ?? '',
  });
  const { name, description, deprecated, replacedBy } = edits.value;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: SCOPE_NAME.test(name) ? undefined : t(name ? 'scope.malformed' : 'required'),
    description: description.trim() && description.length <= MAX_DESCRIPTION ? undefined : t('scope.descriptionLength'),
  });
  const save = () =>
    void submit(async () => {
      const update = { description, deprecated, replacedBy: (deprecated && replacedBy) || null };
      try {
        await (scope ? client.putScope(scope, update) : client.createScope(name, update));
      } catch (error) {
        if (scope && isChangedByOther(error)) reload();
        throw !scope && isChangedByOther(error) ? new FieldError('name', t('violation.reserved-name')) : error;
      }
      edits.clear();
      notify('success', t(scope ? 'done.updated' : 'done.created', { name }));
      thenLeave(onSaved);
    });
  const replacements = [
    { value: '', label: '–' },
    ...catalogue
      .filter((one) => one.name !== name && !one.deprecated)
      .map((one) => ({ value: one.name, label: one.name })),
  ];
  return (
    <FormDialog
      header={scope ? t('edit.this', { name }) : t('scope.declare')}
      submitText={t(scope ? 'edit.update' : 'create.add')}
      dismissText={t('cancel')}
      errors={otherErrors('name', 'description', 'replacedBy')}
      busy={busy !== undefined}
      form={form}
      draft={edits}
      onSubmit={save}
      onDismiss={onDismiss}
    >
      {!scope && (
        <IdentifierField
          value={name}
          constraint={t('scope.constraint')}
          error={errorOf('name')}
          onChange={(changed) => edits.set({ name: changed })}
        />
      )}
      <FormField
        label={t('token.description')}
        description={scope?.api && t('scope.describedByApi', { api: scope.api })}
        errorText={errorOf('description')}
      >
        <Input
          value={description}
          ariaRequired
          disabled={scope?.api !== undefined}
          onChange={({ detail }) => edits.set({ description: detail.value })}
        />
      </FormField>
      <Checkbox
        checked={deprecated}
        description={t('scope.deprecatedHint')}
        onChange={({ detail }) => edits.set({ deprecated: detail.checked })}
      >
        {t('scope.deprecated')}
      </Checkbox>
      {deprecated && (
        <FormField label={t('optional', { label: t('scope.replacement') })} errorText={errorOf('replacedBy')}>
          <Select
            options={replacements}
            filteringType="auto"
            virtualScroll
            filteringAriaLabel={t('scopes.find')}
            filteringPlaceholder={t('scopes.find')}
            noMatch={t('scopes.noMatch')}
            selectedOption={
              replacements.find(({ value }) => value === replacedBy) ?? { value: replacedBy, label: replacedBy }
            }
            onChange={({ detail }) => edits.set({ replacedBy: detail.selectedOption.value ?? '' })}
          />
        </FormField>
      )}
    </FormDialog>
  );
}
