import { useCallback } from 'react';
import { ConfirmationDialog, type Confirmation } from './ConfirmationDialog';
import { useDialogs } from './Dialogs';

/** Returns a function that asks for confirmation, and resolves to whether the user confirmed. */
export function useConfirmation(): (confirmation: Confirmation) => Promise<boolean> {
  const { openDialog } = useDialogs();
  return useCallback(
    (confirmation) => openDialog<boolean>((close) => <ConfirmationDialog {...confirmation} onClose={close} />),
    [openDialog],
  );
}
