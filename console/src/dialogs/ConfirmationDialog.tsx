import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useText } from '../i18n/Language';

export interface Confirmation {
  title: string;
  text: ReactNode;
  /** The label of the confirming button, next to Cancel. If absent, the buttons are Yes and No. */
  action?: string;
  /** The label of the other button, if it is not Cancel or No. */
  cancel?: string;
}

interface Props extends Confirmation {
  onClose(confirmed: boolean): void;
}

/** Asks for confirmation of an action. The first button, Escape and the close button cancel it. */
export function ConfirmationDialog({ title, text, action, cancel, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      visible
      header={title}
      onDismiss={() => onClose(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onClose(false)}>
              {cancel ?? t(action ? 'cancel' : 'no')}
            </Button>
            <Button variant="primary" onClick={() => onClose(true)}>
              {action ?? t('yes')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {typeof text === 'string' ? <p>{text}</p> : text}
    </Modal>
  );
}
