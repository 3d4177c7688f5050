import { useCallback } from 'react';
import type { NewToken } from '../api/client';
import { ApiError } from '../api/error';
import { isLost } from '../api/lostWrites';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { useTokenIssuing } from '../dialogs/useTokenIssuing';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import type { FormDraft } from './useDraft';

interface Creation {
  token: NewToken;
  owner: string;
  draft: Pick<FormDraft<object>, 'requestKey' | 'renewKey' | 'clear'>;
  /** Called when the token is created, before its value is shown. */
  onCreated?(): void;
  /** Called when the dialog with its value is closed, or if there is no value to show. */
  onClosed?(): void;
}

/**
 * Returns a function that creates the token of a form, at most once however often it is sent, and shows its value. If
 * the response was lost after the token was created, it says so, because the value is lost with it.
 */
export function useTokenCreation(): (creation: Creation) => Promise<void> {
  const { client } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const issue = useTokenIssuing();
  return useCallback(
    async ({ token, owner, draft, onCreated, onClosed }) => {
      const { name } = token;
      const send = () => client.createToken(token, draft.requestKey);
      const onIssued = () => {
        draft.clear();
        onCreated?.();
      };
      try {
        await issue({ name, owner, send, onIssued, onClosed });
      } catch (error) {
        // The next request is for another token.
        if (error instanceof ApiError && error.reason === 'idempotency-key-reused') draft.renewKey();
        if (!isLost(error, 'created')) throw error;
        onIssued();
        const open = { text: t('lost.open'), run: () => navigate(`tokens/${error.id}`) };
        notify('warning', t('lost.created', { name }), { action: open });
        onClosed?.();
      }
    },
    [client, issue, notify, t],
  );
}
