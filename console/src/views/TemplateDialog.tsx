import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useEffect } from 'react';
import type { ScopeTemplate, Versioned } from '../api/client';
import { isChangedByOther } from '../api/lostWrites';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { IdentifierField } from '../forms/IdentifierField';
import { FormDialog } from '../forms/FormDialog';
import { PROJECT_NAME } from '../forms/projectName';
import { ScopesField } from '../forms/ScopesField';
import { scopesError } from '../forms/scopeOptions';
import { useEdits } from '../forms/useEdits';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

interface Props {
  /** The template to change; absent to create a new one. */
  name?: string;
  onSaved(): void;
  onDismiss(): void;
}

/** Form that creates or changes a scope template, from its latest version. */
export function TemplateDialog({ name, ...actions }: Props) {
  const { notifyError } = useDialogs();
  const { onDismiss } = actions;
  const { data, error, reload } = useApiQuery(
    ['scopeTemplate', name],
    (client, signal) => client.getScopeTemplate(name ?? '', signal),
    { enabled: name !== undefined, uncached: true },
  );
  useEffect(() => {
    if (!error) return;
    notifyError(error);
    onDismiss();
    // The dialog reports an error once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error]);
  if (name !== undefined && !data) return null;
  return <TemplateForm template={data} reload={reload} {...actions} />;
}

interface FormProps extends Omit<Props, 'name'> {
  template?: Versioned<ScopeTemplate>;
  reload(): void;
}

function TemplateForm({ template, reload, onSaved, onDismiss }: FormProps) {
  const { client, permissions } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const saved = template?.data;
  const edits = useEdits(saved ? `template.${saved.name}` : 'template', {
    name: saved?.name ?? '',
    description: saved?.description ?? '',
    scopes: saved?.scopes ?? [],
  });
  const { name, description, scopes } = edits.value;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: PROJECT_NAME.test(name) ? undefined : t(name ? 'template.malformed' : 'required'),
    scopes: scopesError(scopes, t),
  });
  const save = () =>
    void submit(async () => {
      const update = { description: description || null, scopes };
      try {
        await (saved
          ? client.putScopeTemplate(name, update, template?.etag)
          : client.createScopeTemplate(name, update));
      } catch (error) {
        if (saved && isChangedByOther(error)) reload();
        throw !saved && isChangedByOther(error) ? new FieldError('name', t('template.taken')) : error;
      }
      edits.clear();
      notify('success', t(saved ? 'done.updated' : 'done.created', { name }));
      thenLeave(onSaved);
    });
  return (
    <FormDialog
      header={saved ? t('edit.this', { name }) : t('template.create')}
      submitText={t(saved ? 'edit.update' : 'create.add')}
      dismissText={t('cancel')}
      errors={otherErrors('name', 'description', 'scopes')}
      busy={busy !== undefined}
      form={form}
      draft={edits}
      onSubmit={save}
      onDismiss={onDismiss}
    >
      {!saved && (
        <IdentifierField
          value={name}
          constraint={t('project.constraint')}
          error={errorOf('name')}
          onChange={(changed) => edits.set({ name: changed })}
        />
      )}
      <FormField label={t('optional', { label: t('token.description') })} errorText={errorOf('description')}>
        <Input value={description} onChange={({ detail }) => edits.set({ description: detail.value })} />
      </FormField>
      <ScopesField
        value={scopes}
        held={saved?.scopes}
        error={errorOf('scopes')}
        description={permissions.grantsAll ? undefined : t('template.ownHint')}
        onChange={(chosen) => edits.set({ scopes: chosen })}
      />
    </FormDialog>
  );
}
