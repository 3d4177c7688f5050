import Alert from '@cloudscape-design/components/alert';
import type { Token } from '../api/client';
import { useText } from '../i18n/Language';

/** Says what is known of the values of a token that others may have: that one was found, and that one was used. */
export function Leak({ of: token }: { of: Token }) {
  const { t, exactTime } = useText();
  const use = token.retiredSecretUse;
  return (
    <>
      {token.status === 'leaked' && (
        <Alert type="error" header={t('token.leaked')}>
          {t('token.leakedHint')}
        </Alert>
      )}
      {use && (
        <Alert type="warning" header={t('token.retiredUse')}>
          {t('token.retiredUseHint', {
            first: exactTime(new Date(use.firstAt)),
            last: exactTime(new Date(use.lastAt)),
            count: use.count,
            address: use.sourceIp ?? '–',
          })}
        </Alert>
      )}
    </>
  );
}
