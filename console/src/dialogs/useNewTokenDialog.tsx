import { useCallback } from 'react';
import { useDialogs } from './Dialogs';
import { NewTokenDialog, type IssuedTokenDialogProps } from './NewTokenDialog';

/**
 * Returns a function that shows a new token once, and resolves when its dialog is closed. No other part of the console
 * stores a new token. A view that issues tokens loads the dialog in advance, so that every issued token can be shown.
 */
export function useNewTokenDialog(): (issued: IssuedTokenDialogProps) => Promise<void> {
  const { openDialog } = useDialogs();
  return useCallback(
    (issued) => openDialog<void>((close) => <NewTokenDialog {...issued} onClose={close} />),
    [openDialog],
  );
}
