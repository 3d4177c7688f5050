import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { ConfirmationDialog, type Confirmation } from './ConfirmationDialog';
import { NewTokenDialog, type IssuedTokenDialogProps } from './NewTokenDialog';

interface Dialogs {
  notices: FlashbarProps.MessageDefinition[];
  /** Adds a notification above the view. Errors stay until they are dismissed, a success until the next notification. */
  notify(type: 'success' | 'error' | 'warning', content: ReactNode, header?: string): void;
  notifyError(error: unknown): void;
  /** Asks for confirmation, and resolves to whether it was given. */
  confirm(confirmation: Confirmation): Promise<boolean>;
  /** Shows a new token, whichever view is below, and resolves once its dialog is closed and the token is gone. */
  showNewToken(issued: IssuedTokenDialogProps): Promise<void>;
}

const DialogsContext = createContext<Dialogs | undefined>(undefined);

export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (!dialogs) throw new Error('useDialogs is only available within DialogsProvider');
  return dialogs;
}

type Open<T, R> = T & { done(result: R): void };

export function DialogsProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const words = useErrorMessage();
  const [notices, setNotices] = useState<FlashbarProps.MessageDefinition[]>([]);
  const [confirmation, setConfirmation] = useState<Open<Confirmation, boolean>>();
  // The only place in the console where a new token is held, until its dialog is closed.
  const [newToken, setNewToken] = useState<Open<IssuedTokenDialogProps, void>>();

  const notify = useCallback<Dialogs['notify']>(
    (type, content, header) => {
      const id = crypto.randomUUID?.() ?? String(Math.random());
      const dismiss = () => setNotices((all) => all.filter((notice) => notice.id !== id));
      const notice = { id, type, content, header, dismissible: true, dismissLabel: t('dismiss'), onDismiss: dismiss };
      setNotices((all) => [notice, ...all.filter((before) => before.type !== 'success')].slice(0, 5));
    },
    [t],
  );
  const dialogs = useMemo<Dialogs>(
    () => ({
      notices,
      notify,
      notifyError: (error) => notify('error', words(error)),
      confirm: (asked) => new Promise((done) => setConfirmation({ ...asked, done })),
      showNewToken: (issued) => new Promise((done) => setNewToken({ ...issued, done })),
    }),
    [notices, notify, words],
  );

  return (
    <DialogsContext value={dialogs}>
      {children}
      {confirmation && (
        <ConfirmationDialog
          {...confirmation}
          onAnswer={(confirmed) => {
            setConfirmation(undefined);
            confirmation.done(confirmed);
          }}
        />
      )}
      {newToken && (
        <NewTokenDialog
          {...newToken}
          onClose={() => {
            setNewToken(undefined);
            newToken.done();
          }}
        />
      )}
    </DialogsContext>
  );
}
