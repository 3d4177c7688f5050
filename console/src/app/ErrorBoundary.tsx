import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/Language';

/**
 * Offers to reload the page if a part of the console cannot be loaded, because the connection is lost or because a new
 * version has replaced the files of this one.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failure /> : this.props.children;
  }
}

function Failure() {
  const { t } = useText();
  return (
    <Alert type="error" action={<Button onClick={() => location.reload()}>{t('edit.reload')}</Button>}>
      {t('error.network')}
    </Alert>
  );
}
