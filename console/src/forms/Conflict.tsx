import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useText } from '../i18n/Language';

interface Props {
  /** What another user has saved in the field. */
  saved: string;
  onAdopt(): void;
}

/** Shows under a field that another user has changed it as well. */
export function Conflict({ saved, onAdopt }: Props) {
  const { t } = useText();
  return (
    <Alert
      type="warning"
      action={
        <Button formAction="none" onClick={onAdopt}>
          {t('edit.adopt')}
        </Button>
      }
    >
      <span className="name">{t('edit.conflict', { value: saved })}</span>
    </Alert>
  );
}
