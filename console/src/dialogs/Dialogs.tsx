import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, Fragment, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { newId } from '../app/newId';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** A button of a notice. It removes the notice. */
export interface Action {
  text: string;
  run(): void;
}

interface Dialogs {
  notices: FlashbarProps.MessageDefinition[];
  /**
   * Adds a notice over the view. Errors remain until dismissed, a success until the next notice. Returns what removes the
   * notice.
   */
  notify(
    type: 'success' | 'error' | 'warning',
    content: ReactNode,
    more?: { header?: string; action?: Action },
  ): () => void;
  notifyError(error: unknown): void;
  /** Renders a dialog above the current view, and resolves to the value with which it is closed. */
  openDialog<R>(render: (close: (result: R) => void) => ReactNode): Promise<R>;
}

const MAX_NOTICES = 5;
const DialogsContext = createContext<Dialogs | undefined>(undefined);

export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (!dialogs) throw new Error('useDialogs is only available within DialogsProvider');
  return dialogs;
}

/** Returns how to add a notice, or undefined on the sign-in page, which has none. */
export function useNotify(): Dialogs['notify'] | undefined {
  return use(DialogsContext)?.notify;
}

export function DialogsProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const errorMessage = useErrorMessage();
  const [notices, setNotices] = useState<FlashbarProps.MessageDefinition[]>([]);
  const [dialogs, setDialogs] = useState<{ id: string; content: ReactNode }[]>([]);

  const notify = useCallback<Dialogs['notify']>(
    (type, content, { header, action } = {}) => {
      const id = newId();
      const dismiss = () => setNotices((all) => all.filter((notice) => notice.id !== id));
      const notice: FlashbarProps.MessageDefinition = {
        id,
        type,
        content,
        header,
        dismissible: true,
        dismissLabel: t('dismiss'),
        onDismiss: dismiss,
        buttonText: action?.text,
        onButtonClick: () => {
          dismiss();
          action?.run();
        },
      };
      setNotices((all) => [notice, ...all.filter((before) => before.type !== 'success')].slice(0, MAX_NOTICES));
      return dismiss;
    },
    [t],
  );
  const openDialog = useCallback<Dialogs['openDialog']>(
    (render) =>
      new Promise((resolve) => {
        const id = newId();
        const content = render((result) => {
          setDialogs((all) => all.filter((dialog) => dialog.id !== id));
          resolve(result);
        });
        setDialogs((all) => [...all, { id, content }]);
      }),
    [],
  );
  const value = useMemo<Dialogs>(
    () => ({ notices, notify, notifyError: (error) => void notify('error', errorMessage(error)), openDialog }),
    [notices, notify, errorMessage, openDialog],
  );

  return (
    <DialogsContext value={value}>
      {children}
      {dialogs.map(({ id, content }) => (
        <Fragment key={id}>{content}</Fragment>
      ))}
    </DialogsContext>
  );
}
