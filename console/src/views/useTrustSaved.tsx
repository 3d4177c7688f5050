import { useCallback } from 'react';
import type { Trust } from '../api/trusts';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';

/** Returns how to report that a trust was saved, with the warnings of the API, which only this response has. */
export function useTrustSaved(): (done: string, trust: Pick<Trust, 'warnings'>) => void {
  const { notify } = useDialogs();
  const { t } = useText();
  return useCallback(
    (done, { warnings = [] }) => {
      if (warnings.length === 0) return notify('success', done);
      const lines = warnings.map((warning) => <li key={warning}>{warning}</li>);
      notify('warning', <ul lang="en">{lines}</ul>, { header: `${done} ${t('trust.warnings')}` });
    },
    [notify, t],
  );
}
