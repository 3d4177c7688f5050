import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ListedUser } from '../api/client';
import { useText } from '../i18n/Language';
import { UserTable } from '../tables/UserTable';

interface Props {
  onPick(user: ListedUser): void;
  onCancel(): void;
}

/** A dialog that selects one user from the list of users. */
export function UserPicker({ onPick, onCancel }: Props) {
  const { t } = useText();
  const [picked, setPicked] = useState<ListedUser>();
  return (
    <Modal
      visible
      size="large"
      header={t('user.selectTitle')}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              {t('cancel')}
            </Button>
            <Button variant="primary" formAction="none" disabled={!picked} onClick={() => picked && onPick(picked)}>
              {t('user.select')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <UserTable embedded picked={picked} onPick={setPicked} />
    </Modal>
  );
}
