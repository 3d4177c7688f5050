import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useText } from '../i18n/Language';

export interface Question {
  title: string;
  text: ReactNode;
}

interface Props extends Question {
  onAnswer(yes: boolean): void;
}

/** Asks before something is done: Yes does it; No, Esc and the cross leave everything as it is. */
export function Confirm({ title, text, onAnswer }: Props) {
  const { t } = useText();
  return (
    <Modal
      visible
      header={title}
      onDismiss={() => onAnswer(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              {t('no')}
            </Button>
            <Button variant="primary" onClick={() => onAnswer(true)}>
              {t('yes')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {text}
    </Modal>
  );
}
