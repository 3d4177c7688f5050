import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/Language';
import { copied, saveAs } from './copy';
import type { Shown } from './Dialogs';

interface Props extends Shown {
  onClose(): void;
}

/** The one time that a token is shown: it can be copied and saved, and is not let go before either without asking. */
export function OneTimeToken({ issued, owner, onClose }: Props) {
  const { t, time } = useText();
  const [kept, setKept] = useState(false);
  const [copy, setCopy] = useState<'done' | 'failed'>();
  const [leaving, setLeaving] = useState(false);
  const field = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (kept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [kept]);

  const copyToken = async () => {
    const done = await copied(issued.token, field.current?.querySelector('textarea') ?? null);
    setCopy(done ? 'done' : 'failed');
    if (done) setKept(true);
  };
  const save = () => {
    saveAs(`${owner}-token.txt`, issued.token);
    setKept(true);
  };
  const close = () => (kept ? onClose() : setLeaving(true));

  return (
    <Modal
      visible
      size="large"
      header={t('once.title')}
      onDismiss={close}
      footer={
        <Box float="right">
          {leaving && !kept ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={onClose}>{t('once.leave')}</Button>
              <Button variant="primary" onClick={() => setLeaving(false)}>
                {t('once.stay')}
              </Button>
            </SpaceBetween>
          ) : (
            <Button variant={kept ? 'primary' : 'normal'} onClick={close}>
              {t('close')}
            </Button>
          )}
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning" header={t('once.attention')}>
          {t('once.warning')}
        </Alert>
        <FormField label={t('once.token')} stretch>
          <div
            className="secret"
            ref={field}
            onFocus={(event) => event.target instanceof HTMLTextAreaElement && event.target.select()}
          >
            <Textarea value={issued.token} readOnly rows={3} spellcheck={false} ariaLabel={t('once.token')} />
          </div>
        </FormField>
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Button variant={kept ? 'normal' : 'primary'} iconName="copy" onClick={() => void copyToken()}>
            {t('once.copy')}
          </Button>
          <Button iconName="download" onClick={save}>
            {t('once.save')}
          </Button>
          <div role="status">
            {copy === 'done' && <StatusIndicator>{t('once.copied')}</StatusIndicator>}
            {copy === 'failed' && <StatusIndicator type="warning">{t('once.copyFailed')}</StatusIndicator>}
          </div>
        </SpaceBetween>
        {issued.previousSecretValidUntil && (
          <Alert type="info">{t('once.overlap', { time: time(issued.previousSecretValidUntil) })}</Alert>
        )}
        {leaving && !kept && (
          <div role="alert">
            <Alert type="error">{t('once.leaving')}</Alert>
          </div>
        )}
      </SpaceBetween>
    </Modal>
  );
}
