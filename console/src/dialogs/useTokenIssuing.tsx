import { useCallback } from 'react';
import type { IssuedToken } from '../api/client';
import { useDialogs } from './Dialogs';
import { NewTokenDialog } from './NewTokenDialog';
import { markUnsaved } from './unsavedTokens';

interface Issuing {
  name: string;
  owner: string;
  send(): Promise<IssuedToken>;
  /** Called when the token is issued, before it is shown. */
  onIssued?(issued: IssuedToken): void;
  /** Called when the dialog is closed. */
  onClosed?(): void;
}

/**
 * Returns a function that issues a token and shows it once. No other part of the console stores a new token. A view
 * that issues tokens loads the dialog in advance, so that every issued token can be shown.
 */
export function useTokenIssuing(): (issuing: Issuing) => Promise<void> {
  const { openDialog } = useDialogs();
  return useCallback(
    async ({ name, owner, send, onIssued, onClosed }) => {
      const unmark = markUnsaved(name);
      try {
        const issued = await send();
        onIssued?.(issued);
        void openDialog<void>((close) => (
          <NewTokenDialog issued={issued} name={name} owner={owner} onClose={close} />
        )).then(onClosed);
      } finally {
        unmark();
      }
    },
    [openDialog],
  );
}
