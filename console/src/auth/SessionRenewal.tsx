import { useEffect, useRef, useState } from 'react';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';
import { serverNow } from '../time/serverClock';
import { useServerTime } from '../time/useServerTime';
import { saveAttempt, type PreparedSignIn } from './authorization';
import { useSession } from './SessionProvider';
import { prepareRenewal, signInAgain } from './signInFlow';
import { listen } from './tabs';

const NOTICE_MS = 5 * 60_000;
/** After this time, a window that has not renewed the session will not. The notice appears again. */
const WINDOW_MS = 20_000;
const FEATURES = 'popup,width=520,height=640';

/**
 * Asks, five minutes before a session ends, whether the user stays signed in. A window of its own gets the next session
 * without a question, if the user is still signed in at the identity provider. Ends the session when its time is over.
 */
export default function SessionRenewal() {
  const { me, beginRenewal, expire } = useSession();
  const { notify } = useDialogs();
  const { t, time } = useText();
  const { expirationDate: end = '', creationDate, trust } = me;
  // A session can live for no more than five minutes.
  const noticeAt = new Date(Date.parse(end) - Math.min(NOTICE_MS, (Date.parse(end) - Date.parse(creationDate)) / 2));
  useServerTime([noticeAt.toISOString(), end]);
  const now = serverNow();
  const isEnding = now >= noticeAt;
  const isOver = now >= new Date(end);
  const [attempt, setAttempt] = useState(0);
  /** The end of the session about which the user was asked. */
  const askedAbout = useRef<string>(undefined);

  useEffect(() => {
    if (isOver) expire();
  }, [isOver, expire]);

  useEffect(() => {
    // A response can also set the clock back, before the time of the question: then it is the same session.
    const isRenewed = askedAbout.current !== undefined && askedAbout.current !== end;
    if (!isEnding && isRenewed) notify('success', t('session.renewed', { time: time(end) }));
    askedAbout.current = isEnding && !isOver ? end : undefined;
    if (!isEnding || isOver) return;
    const again = { text: t('session.signInAgain'), run: () => void signInAgain(trust).catch(() => undefined) };
    // Before the click, because a browser opens a window only while it handles one.
    const prepared = prepareRenewal(trust).catch(() => undefined);
    let renewal: PreparedSignIn | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let dismiss: (() => void) | undefined;
    let stop: (() => void) | undefined;
    let isCurrent = true;
    const stay = () => {
      if (!renewal)
        return (dismiss = notify('warning', t('session.notRenewed', { time: time(end) }), { action: again }));
      saveAttempt(renewal.attempt);
      beginRenewal();
      if (!open(renewal.url, '_blank', FEATURES))
        return (dismiss = notify('warning', t('session.blocked', { time: time(end) }), { action: again }));
      timer = setTimeout(() => setAttempt((count) => count + 1), WINDOW_MS);
    };
    void prepared.then((found) => {
      if (!isCurrent) return;
      renewal = found;
      dismiss = notify('warning', t('session.ends', { time: time(end) }), {
        action: { text: t('session.stay'), run: stay },
      });
      stop = listen((message) => {
        if (message.kind !== 'notRenewed') return;
        clearTimeout(timer);
        dismiss?.();
        const text = t(message.signsIn ? 'session.signInNeeded' : 'session.notRenewed', { time: time(end) });
        dismiss = notify('warning', text, { action: again });
      });
    });
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      stop?.();
      dismiss?.();
    };
  }, [isEnding, isOver, attempt, end, trust, notify, t, time, beginRenewal]);

  return null;
}
