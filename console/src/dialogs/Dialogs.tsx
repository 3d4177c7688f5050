import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { IssuedToken } from '../api/client';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { Confirm, type Question } from './Confirm';
import { OneTimeToken } from './OneTimeToken';

export interface Shown {
  issued: IssuedToken;
  owner: string;
}

interface Dialogs {
  notices: FlashbarProps.MessageDefinition[];
  /** Says above the view what happened; faults stay until they are dismissed, good news until the next. */
  notify(type: 'success' | 'error' | 'warning', content: ReactNode, header?: string): void;
  notifyFault(fault: unknown): void;
  /** Asks, and resolves to whether the answer was yes. */
  confirm(question: Question): Promise<boolean>;
  /** Shows a new token once, above whichever view there is, and resolves when it is gone for good. */
  showOnce(shown: Shown): Promise<void>;
}

const DialogsContext = createContext<Dialogs | undefined>(undefined);

export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (!dialogs) throw new Error('only within DialogsProvider');
  return dialogs;
}

type Open<T, R> = T & { done(result: R): void };

export function DialogsProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const words = useErrorMessage();
  const [notices, setNotices] = useState<FlashbarProps.MessageDefinition[]>([]);
  const [question, setQuestion] = useState<Open<Question, boolean>>();
  // The only place in the console where a new token is held, until its dialog is closed.
  const [shown, setShown] = useState<Open<Shown, void>>();

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
      notifyFault: (fault) => notify('error', words(fault)),
      confirm: (asked) => new Promise((done) => setQuestion({ ...asked, done })),
      showOnce: (issued) => new Promise((done) => setShown({ ...issued, done })),
    }),
    [notices, notify, words],
  );

  return (
    <DialogsContext value={dialogs}>
      {children}
      {question && (
        <Confirm
          {...question}
          onAnswer={(yes) => {
            setQuestion(undefined);
            question.done(yes);
          }}
        />
      )}
      {shown && (
        <OneTimeToken
          {...shown}
          onClose={() => {
            setShown(undefined);
            shown.done();
          }}
        />
      )}
    </DialogsContext>
  );
}
