import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef } from 'react';
import type { AuditEvent } from '../api/client';
import { useText } from '../i18n/Language';
import { copyToClipboard } from './copy';
import { useDialogs } from './Dialogs';
import { JsonText } from './JsonText';

interface Props {
  event: AuditEvent;
  title: string;
  onClose(): void;
}

/** Shows the JSON of an event, as the API returns it. */
export function EventDialog({ event, title, onClose }: Props) {
  const { t } = useText();
  const { notify } = useDialogs();
  const text = useRef<HTMLPreElement>(null);
  const json = JSON.stringify(event, null, 2);
  const copy = async () => {
    const done = await copyToClipboard(json, () => text.current && getSelection()?.selectAllChildren(text.current));
    if (done) notify('success', t('events.copied'));
    else notify('error', t('events.notCopied'));
  };
  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="copy" onClick={() => void copy()}>
              {t('newToken.copy')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <JsonText ref={text} label={t('events.json')} text={json} />
    </Modal>
  );
}
