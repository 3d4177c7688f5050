import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { isChangedByOther } from '../api/lostWrites';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { FormDialog } from '../forms/FormDialog';
import { useEdits } from '../forms/useEdits';
import { useSubmit } from '../forms/useSubmit';
import { useText } from '../i18n/Language';

interface Props {
  project: string;
  /** The name as it is displayed now. */
  displayName: string;
  onSaved(): void;
  onDismiss(): void;
}

/** Form that names a project. */
export function ProjectNameDialog({ project, displayName: current, onSaved, onDismiss }: Props) {
  const { client } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const { data, reload } = useApiQuery(['project', project], (api, signal) => api.getProject(project, signal), {
    uncached: true,
  });
  const edits = useEdits(`project.${project}.name`, { displayName: data ? (data.data.displayName ?? '') : current });
  const { displayName } = edits.value;
  const { form, busy, submit, thenLeave, errorOf, otherErrors } = useSubmit();
  const save = () =>
    void submit(async () => {
      try {
        await client.nameProject(project, displayName || null, data?.etag);
      } catch (error) {
        if (isChangedByOther(error)) reload();
        throw error;
      }
      edits.clear();
      notify('success', t('done.updated', { name: project }));
      thenLeave(onSaved);
    });
  return (
    <FormDialog
      header={t('edit.this', { name: project })}
      submitText={t('edit.update')}
      dismissText={t('cancel')}
      errors={otherErrors('displayName')}
      busy={busy !== undefined}
      form={form}
      draft={edits}
      onSubmit={save}
      onDismiss={onDismiss}
    >
      <FormField label={t('optional', { label: t('project.displayName') })} errorText={errorOf('displayName')}>
        <Input
          value={displayName}
          autoFocus
          autoComplete="off"
          onChange={({ detail }) => edits.set({ displayName: detail.value })}
        />
      </FormField>
    </FormDialog>
  );
}
