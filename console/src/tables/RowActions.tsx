import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useText } from '../i18n/Language';

interface Props {
  name: string;
  onEdit(): void;
  /** Deletes the record, after a confirmation. */
  remove(): Promise<unknown>;
  onDeleted(): void;
}

/** The buttons that change and delete the record of a row. */
export function RowActions({ name, onEdit, remove, onDeleted }: Props) {
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const removeIfConfirmed = async () => {
    if (!(await confirm({ title: t('delete.title'), text: t('delete.one', { name }) }))) return;
    setBusy(true);
    try {
      await remove();
      notify('success', t('done.deleted', { name }));
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
      onDeleted();
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <Button variant="icon" iconName="edit" ariaLabel={t('edit.this', { name })} disabled={busy} onClick={onEdit} />
      <Button
        variant="icon"
        iconName="remove"
        loading={busy}
        ariaLabel={t('delete.this', { name })}
        onClick={() => void removeIfConfirmed()}
      />
    </SpaceBetween>
  );
}
