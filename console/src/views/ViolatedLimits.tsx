import Alert from '@cloudscape-design/components/alert';
import type { Token } from '../api/client';
import { useText } from '../i18n/Language';

/** Names the limits that a token is older than. */
export function ViolatedLimits({ of: token }: { of: Token }) {
  const { t } = useText();
  if (!token.violatedLimits) return null;
  return (
    <Alert type="warning" header={t('token.violates')}>
      {t('token.violatesHint')}
      <ul>
        {token.violatedLimits.map((limit) => (
          <li key={limit}>{t(`limit.${limit}`)}</li>
        ))}
      </ul>
    </Alert>
  );
}
