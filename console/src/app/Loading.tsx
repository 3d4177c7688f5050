import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useText } from '../i18n/Language';

/** The indicator of a view that is loading. */
export function Loading() {
  const { t } = useText();
  return (
    <Box textAlign="center" padding="xxl">
      <StatusIndicator type="loading">{t('loading')}</StatusIndicator>
    </Box>
  );
}
