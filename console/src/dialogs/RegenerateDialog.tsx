import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Token } from '../api/client';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';
import { serverNow } from '../time/serverClock';
import { defaultOverlap, overlapsFor, type Overlap } from './overlap';

const TEXTS: Record<Overlap, Key> = {
  0: 'overlap.none',
  600: 'overlap.minutes',
  3600: 'overlap.hour',
  86400: 'overlap.day',
  604800: 'overlap.week',
};

interface Props {
  token: Token;
  onRegenerate(overlapSeconds: number): void;
  onCancel(): void;
}

/** Asks for confirmation before a token gets a new secret, and for how long the old one stays valid. */
export function RegenerateDialog({ token, onRegenerate, onCancel }: Props) {
  const { t, time } = useText();
  const [openedAt] = useState(serverNow);
  const [overlap, setOverlap] = useState(() => defaultOverlap(token, openedAt));
  const options = overlapsFor(token, openedAt).map((seconds) => ({ value: String(seconds), label: t(TEXTS[seconds]) }));
  return (
    <Modal
      visible
      header={t('regenerate.title')}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              {t('cancel')}
            </Button>
            <Button variant="primary" formAction="none" onClick={() => onRegenerate(overlap)}>
              {t('regenerate.do')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Box variant="p">{t('regenerate.ask', { name: token.name })}</Box>
        <FormField label={t('regenerate.overlap')}>
          <Select
            options={options}
            selectedOption={{ value: String(overlap), label: t(TEXTS[overlap]) }}
            onChange={({ detail }) => setOverlap(Number(detail.selectedOption.value) as Overlap)}
          />
        </FormField>
        <Alert type="warning">
          {overlap === 0
            ? t('regenerate.atOnce')
            : t('regenerate.later', { time: time(new Date(openedAt.getTime() + overlap * 1000)) })}
        </Alert>
      </SpaceBetween>
    </Modal>
  );
}
