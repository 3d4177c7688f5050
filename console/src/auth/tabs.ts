import type { SignedIn } from '../api/signIn';
import { basePath } from '../route/location';

/** Why all tabs have left a session. */
export type SharedEnd = 'signedOut' | 'idle' | 'expired' | 'rejected';

/** What the tabs tell each other. */
export type TabMessage =
  /** A tab that has just been opened asks for the session; one that was idle asks when the others were used. */
  | { kind: 'ask' }
  | { kind: 'session'; session: SignedIn }
  | { kind: 'active'; at: number }
  | { kind: 'ended'; id: string; why: SharedEnd; undeletedUntil?: string }
  /** The window that was to renew the session could not. */
  | { kind: 'notRenewed'; signsIn: boolean };

/** How long a tab waits for the others. */
export const REPLY_MS = 150;
/** How long it waits if another tab has the session, but is busy. */
const BUSY_MS = 3_000;

// APIs with different base paths can have the same host.
const NAME = `tokenry ${basePath}`;
const channel = new BroadcastChannel(NAME);
// Pages served over plain HTTP have none.
const locks = navigator.locks as LockManager | undefined;
let release: (() => void) | undefined;

/** Marks whether this tab has the session, so that a new tab waits for it. */
export function setHasSession(hasSession: boolean) {
  release?.();
  release = undefined;
  if (!hasSession) return;
  const held = new Promise<void>((done) => (release = done));
  void locks?.request(NAME, { mode: 'shared' }, () => held);
}

async function hasOtherTab(): Promise<boolean> {
  const { held } = (await locks?.query()) ?? {};
  return held?.some(({ name }) => name === NAME) === true;
}

/** Sends a message to the other tabs. */
export function broadcast(message: TabMessage) {
  channel.postMessage(message);
}

/** Listens to the other tabs, until the returned function is called. */
export function listen(listener: (message: TabMessage) => void): () => void {
  const onMessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
  channel.addEventListener('message', onMessage);
  return () => channel.removeEventListener('message', onMessage);
}

/** Asks the other tabs for their session. */
export async function askForSession(): Promise<SignedIn | undefined> {
  const patience = (await hasOtherTab()) ? BUSY_MS : REPLY_MS;
  return new Promise((resolve) => {
    const finish = (session?: SignedIn) => {
      clearTimeout(timer);
      stop();
      resolve(session);
    };
    const timer = setTimeout(finish, patience);
    const stop = listen((message) => message.kind === 'session' && finish(message.session));
    broadcast({ kind: 'ask' });
  });
}
