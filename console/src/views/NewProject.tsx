import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { isChangedByOther } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { FormDialog } from '../forms/FormDialog';
import { IdentifierField } from '../forms/IdentifierField';
import { PROJECT_NAME } from '../forms/projectName';
import { useDraft } from '../forms/useDraft';
import { FieldError, useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

interface Props {
  /** The name that is proposed. */
  proposed?: string;
  onCreated(name: string): void;
  onDismiss(): void;
}

/** Form that creates a project before its first token does. */
export function NewProject({ proposed = '', onCreated, onDismiss }: Props) {
  const { client } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const draft = useDraft(`newProject.${proposed}`, { name: proposed, displayName: '' });
  const { name, displayName } = draft.value;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit({
    name: PROJECT_NAME.test(name) ? undefined : t(name ? 'project.malformed' : 'required'),
  });
  const create = () =>
    void submit(async () => {
      try {
        await client.createProject(name, displayName || null);
      } catch (error) {
        throw isChangedByOther(error) ? new FieldError('name', t('project.taken')) : error;
      }
      draft.clear();
      notify('success', t('done.created', { name }));
      thenLeave(() => onCreated(name));
    });
  return (
    <FormDialog
      header={t('project.createTitle')}
      submitText={t('project.createTitle')}
      dismissText={t('cancel')}
      errors={otherErrors('name', 'displayName')}
      busy={busy !== undefined}
      form={form}
      draft={draft}
      onSubmit={create}
      onDismiss={onDismiss}
    >
      <IdentifierField
        value={name}
        constraint={t('project.constraint')}
        error={errorOf('name')}
        onChange={(changed) => draft.set({ name: changed })}
      />
      <FormField label={t('optional', { label: t('project.displayName') })} errorText={errorOf('displayName')}>
        <Input
          value={displayName}
          autoComplete="off"
          onChange={({ detail }) => draft.set({ displayName: detail.value })}
        />
      </FormField>
    </FormDialog>
  );
}
