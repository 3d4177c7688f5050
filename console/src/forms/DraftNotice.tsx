import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useText } from '../i18n/Language';
import type { FormDraft } from './useDraft';

/** Says that a form begins with the input of an earlier visit, and offers to discard it. */
export function DraftNotice({ draft: { restored, clear } }: { draft: Pick<FormDraft<object>, 'restored' | 'clear'> }) {
  const { t } = useText();
  if (!restored) return null;
  return (
    <Alert
      type="info"
      action={
        <Button formAction="none" onClick={clear}>
          {t('draft.discard')}
        </Button>
      }
    >
      {t('draft.restored')}
    </Alert>
  );
}
