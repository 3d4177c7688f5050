import { useCallback } from 'react';
import type { Bulk, ListedToken } from '../api/client';
import { ApiError, type ErrorBody } from '../api/error';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useErrorMessage } from '../i18n/errors';
import { useText } from '../i18n/Language';

/** Actions on tokens in a table. Destructive actions ask for confirmation; all report their result. */
export function useTokenActions(reload: () => void) {
  const { client } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const { t } = useText();
  const errorMessage = useErrorMessage();
  const named = ({ name, id }: ListedToken) => name ?? id;

  const toggle = useCallback(
    async (token: ListedToken) => {
      try {
        await client.patchToken(token.id, { enabled: !token.enabled });
        notify('success', t(token.enabled ? 'done.disabled' : 'done.enabled', { name: named(token) }));
      } catch (error) {
        notifyError(error);
      }
      reload();
    },
    [client, notify, notifyError, reload, t],
  );

  const remove = useCallback(
    async (token: ListedToken) => {
      const name = named(token);
      if (!(await confirm({ title: t('delete.title'), text: t('delete.one', { name }) }))) return;
      try {
        await client.deleteToken(token.id);
        notify('success', t('done.deleted', { name }));
      } catch (error) {
        notifyError(error);
      }
      reload();
    },
    [client, confirm, notify, notifyError, reload, t],
  );

  /** Changes several tokens in one request. Each of them can fail separately. */
  const changeAll = useCallback(
    async (action: Bulk['action'], tokens: readonly ListedToken[]) => {
      const count = tokens.length;
      const text = <Named text={t(`${action}.many`, { count })} tokens={tokens} />;
      if (
        !(await confirm({
          title: t(`${action}.title`),
          text,
          action: action === 'delete' ? undefined : t(`${action}.do`),
        }))
      )
        return;
      try {
        const { results } = await client.changeTokens({ action, ids: tokens.map(({ id }) => id) });
        const failed = results.flatMap(({ id, error }) => {
          const token = tokens.find((one) => one.id === id);
          return error && token ? [{ token, message: errorMessage(toItemError(error)) }] : [];
        });
        const done = t(`done.${action}.many`, { count: count - failed.length });
        if (failed.length === 0) {
          notify('success', done);
        } else {
          // One notification for all failures, because only the newest of several is expanded.
          const lines = failed.map(({ token, message }) => (
            <li key={token.id}>
              {named(token)}: {message}
            </li>
          ));
          const failure = t('done.failed', { count: failed.length });
          notify('error', <ul>{lines}</ul>, failed.length < count ? `${done}. ${failure}` : failure);
        }
      } catch (error) {
        notifyError(error);
      }
      reload();
    },
    [client, confirm, errorMessage, notify, notifyError, reload, t],
  );

  return { toggle, remove, changeAll };
}

/** Converts the error of one bulk item to the error of a separate request. */
function toItemError({ code, message, reason, constraintViolations }: ErrorBody): ApiError {
  return new ApiError(code, message, constraintViolations, undefined, reason);
}

const MAX_NAMES = 10;

function Named({ text, tokens }: { text: string; tokens: readonly ListedToken[] }) {
  const { t } = useText();
  return (
    <>
      <p>{text}</p>
      <ul>
        {tokens.slice(0, MAX_NAMES).map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {tokens.length > MAX_NAMES && <li>{t('andMore', { count: tokens.length - MAX_NAMES })}</li>}
      </ul>
    </>
  );
}
