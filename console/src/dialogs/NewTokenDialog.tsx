import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef, useState } from 'react';
import type { IssuedToken } from '../api/client';
import { useText } from '../i18n/Language';
import { copyToClipboard, saveAs } from './copy';
import { markUnsaved } from './unsavedTokens';

interface Props {
  issued: IssuedToken;
  name: string;
  owner: string;
  onClose(): void;
}

/** Shows a new token once. Until the token is copied or saved, closing the dialog asks for confirmation. */
export function NewTokenDialog({ issued, name, owner, onClose }: Props) {
  const { t, time } = useText();
  const [saved, setSaved] = useState(false);
  const [copyResult, setCopyResult] = useState<'done' | 'failed'>();
  const [leaving, setLeaving] = useState(false);
  const field = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!saved) return markUnsaved(name);
  }, [saved, name]);

  const copyToken = async () => {
    const done = await copyToClipboard(issued.token, () => {
      const text = field.current?.querySelector('textarea');
      text?.focus();
      text?.select();
    });
    setCopyResult(done ? 'done' : 'failed');
    if (done) setSaved(true);
  };
  const save = () => {
    saveAs(`${owner}-token.txt`, issued.token);
    setSaved(true);
  };
  const close = () => (saved ? onClose() : setLeaving(true));

  return (
    <Modal
      visible
      size="large"
      header={t('newToken.title')}
      onDismiss={close}
      footer={
        <Box float="right">
          {leaving && !saved ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={onClose}>{t('newToken.leave')}</Button>
              <Button variant="primary" onClick={() => setLeaving(false)}>
                {t('newToken.stay')}
              </Button>
            </SpaceBetween>
          ) : (
            <Button variant={saved ? 'primary' : 'normal'} onClick={close}>
              {t('close')}
            </Button>
          )}
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning" header={t('newToken.attention')}>
          {t('newToken.warning')}
        </Alert>
        <FormField label={t('newToken.token')} stretch>
          <div
            className="secret"
            ref={field}
            onFocus={(event) => event.target instanceof HTMLTextAreaElement && event.target.select()}
          >
            <Textarea value={issued.token} readOnly rows={3} spellcheck={false} ariaLabel={t('newToken.token')} />
          </div>
        </FormField>
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Button variant={saved ? 'normal' : 'primary'} iconName="copy" onClick={() => void copyToken()}>
            {t('newToken.copy')}
          </Button>
          <Button iconName="download" onClick={save}>
            {t('newToken.save')}
          </Button>
          <div role="status">
            {copyResult === 'done' && <StatusIndicator>{t('newToken.copied')}</StatusIndicator>}
            {copyResult === 'failed' && <StatusIndicator type="warning">{t('newToken.copyFailed')}</StatusIndicator>}
          </div>
        </SpaceBetween>
        {issued.previousSecretValidUntil && (
          <Alert type="info">{t('newToken.overlap', { time: time(issued.previousSecretValidUntil) })}</Alert>
        )}
        {leaving && !saved && (
          <div role="alert">
            <Alert type="error">{t('newToken.leaving')}</Alert>
          </div>
        )}
      </SpaceBetween>
    </Modal>
  );
}
