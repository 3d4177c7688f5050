import { useCallback, useRef, useState } from 'react';
import { NOT_APPLIED, type Bulk, type ListedToken } from '../api/client';
import { ApiError, exceedsLimits, type ErrorBody } from '../api/error';
import { LostWriteError } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { Name } from './cells';
import { finalQuestion } from './finalQuestion';
import type { TokenPage } from './useTokenPage';

const named = ({ name, id }: ListedToken) => name ?? id;

/**
 * Actions on tokens in a table. Destructive actions ask for confirmation; all report their result. A token is busy until
 * the response arrives, and ignores others.
 */
export function useTokenActions({ reload, replace }: Pick<TokenPage, 'reload' | 'replace'>) {
  const { client, permissions } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const { t } = useText();
  const errorMessage = useErrorMessage();
  const running = useRef(new Set<string>());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  /** Runs an action on these tokens, unless one of them is busy. */
  const exclusively = useCallback(
    async (ids: string[], action: () => Promise<void>) => {
      if (ids.some((id) => running.current.has(id))) return;
      ids.forEach((id) => running.current.add(id));
      setBusy(new Set(running.current));
      try {
        await action();
      } catch (error) {
        notifyError(error);
        reload();
      } finally {
        ids.forEach((id) => running.current.delete(id));
        setBusy(new Set(running.current));
      }
    },
    [notifyError, reload],
  );

  const toggle = useCallback(
    (token: ListedToken) => {
      const { id } = token;
      const name = named(token);
      const final = finalQuestion(token, permissions);
      /** Changes the row where it is. The list is not loaded again, because rows would move under the pointer. */
      const change = async (enabled: boolean, ifMatch?: string) => {
        const open = { text: t('lost.open'), run: () => navigate(`tokens/${id}`) };
        try {
          const { data, etag } = await client.patchToken(id, { enabled }, ifMatch);
          replace(data);
          const undo = { text: t('undo'), run: () => void exclusively([id], () => change(!enabled, etag)) };
          // A token that the limits would not permit now cannot be enabled from a list.
          const violates = !enabled && data.violatedLimits !== undefined;
          const done = t(enabled ? 'done.enabled' : violates ? 'done.disabledViolating' : 'done.disabled', { name });
          notify('success', done, { action: violates ? open : final && !enabled ? undefined : undo });
        } catch (error) {
          if (!exceedsLimits(error)) throw error;
          notify('error', t('enable.violates'), { header: name, action: open });
        }
      };
      return exclusively([id], async () => {
        const question = final && { title: t('disable.title'), text: t(final, { name }), action: t('disable.do') };
        if (!question || (await confirm(question))) await change(!token.enabled);
      });
    },
    [client, confirm, exclusively, notify, permissions, replace, t],
  );

  const remove = useCallback(
    (token: ListedToken) =>
      exclusively([token.id], async () => {
        const name = named(token);
        if (!(await confirm({ title: t('delete.title'), text: t('delete.one', { name }) }))) return;
        await client.deleteToken(token.id);
        notify('success', t('done.deleted', { name }));
        reload();
      }),
    [client, confirm, exclusively, notify, reload, t],
  );

  /** Changes several tokens in one request. Each of them can fail separately. */
  const changeAll = useCallback(
    (action: Bulk['action'], tokens: readonly ListedToken[]) => {
      const ids = tokens.map(({ id }) => id);
      return exclusively([action, ...ids], async () => {
        const count = tokens.length;
        const question = {
          title: t(`${action}.title`),
          text: <Question text={t(`${action}.many`, { count })} tokens={tokens} />,
          action: action === 'delete' ? undefined : t(`${action}.do`),
        };
        if (!(await confirm(question))) return;
        const { results } = await client.changeTokens({ action, ids });
        const messageOf = (error: Error) => (exceedsLimits(error) ? t('enable.violates') : errorMessage(error));
        const failed = results.flatMap(({ id, status, error }) => {
          const token = tokens.find((one) => one.id === id);
          return token && (error || status === NOT_APPLIED)
            ? [{ token, message: messageOf(error ? toItemError(error) : new LostWriteError('unchanged')) }]
            : [];
        });
        const done = t(`done.${action}.many`, { count: count - failed.length });
        if (failed.length === 0) {
          notify('success', done);
        } else {
          // One notice for all failures, because only the newest of several is expanded.
          const lines = failed.map(({ token, message }) => (
            <li key={token.id}>
              <Name of={named(token)} />: {message}
            </li>
          ));
          const failure = t('done.failed', { count: failed.length });
          notify('error', <ul>{lines}</ul>, { header: failed.length < count ? `${done}. ${failure}` : failure });
        }
        reload();
      });
    },
    [client, confirm, errorMessage, exclusively, notify, reload, t],
  );

  return { busy, toggle, remove, changeAll };
}

/** Converts the error of one bulk item to the error of a separate request. */
function toItemError({ code, message, reason, constraintViolations }: ErrorBody): ApiError {
  return new ApiError(code, message, constraintViolations, undefined, reason);
}

const MAX_NAMES = 10;

function Question({ text, tokens }: { text: string; tokens: readonly ListedToken[] }) {
  const { t } = useText();
  return (
    <>
      <p>{text}</p>
      <ul>
        {tokens.slice(0, MAX_NAMES).map((token) => (
          <li key={token.id}>
            <Name of={named(token)} />
          </li>
        ))}
        {tokens.length > MAX_NAMES && <li>{t('andMore', { count: tokens.length - MAX_NAMES })}</li>}
      </ul>
    </>
  );
}
