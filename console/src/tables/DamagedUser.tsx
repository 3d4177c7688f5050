import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useText } from '../i18n/Language';

interface Props {
  name: string;
  /** Absent where users cannot be deleted. */
  onDeleted?: () => void;
}

/** The status of a user whose record cannot be read: the only possible action is to delete it. */
export function DamagedUser({ name, onDeleted }: Props) {
  const { client, permissions } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    if (!(await confirm({ title: t('user.deleteTitle'), text: t('user.deleteAsk', { name }) }))) return;
    setBusy(true);
    try {
      await client.deleteUser(name);
      notify('success', t('done.deleted', { name }));
      onDeleted?.();
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <StatusIndicator type="stopped">{t('status.damaged')}</StatusIndicator>
      {onDeleted && permissions.writesUsers && permissions.managesAll && (
        <Button
          variant="icon"
          iconName="remove"
          loading={busy}
          ariaLabel={t('delete.this', { name })}
          onClick={() => void remove()}
        />
      )}
    </SpaceBetween>
  );
}
