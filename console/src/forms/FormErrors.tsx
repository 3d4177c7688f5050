import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';

/** The errors of a form in a dialog, above its buttons. */
export function FormErrors({ children }: { children: ReactNode }) {
  return children ? (
    <div role="alert" className="form-errors">
      <Alert type="error">{children}</Alert>
    </div>
  ) : null;
}
