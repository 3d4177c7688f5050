import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, type ComponentProps, type FormEvent, type ReactNode, type RefObject } from 'react';
import { DraftNotice } from './DraftNotice';
import { FormErrors } from './FormErrors';

interface Props extends ComponentProps<typeof DraftNotice> {
  header: string;
  submitText: string;
  dismissText: string;
  /** Errors that belong to no field. */
  errors: ComponentProps<typeof FormErrors>['children'];
  busy: boolean;
  form: RefObject<HTMLFormElement | null>;
  onSubmit(): void;
  onDismiss(): void;
  children: ReactNode;
}

/** A dialog with a form, whose input is kept as a draft. */
export function FormDialog({
  header,
  submitText,
  dismissText,
  errors,
  busy,
  form,
  draft,
  onSubmit,
  onDismiss,
  children,
}: Props) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal
      visible
      header={header}
      onDismiss={onDismiss}
      footer={
        <>
          <FormErrors>{errors}</FormErrors>
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onDismiss}>
                {dismissText}
              </Button>
              <Button variant="primary" form={formId} loading={busy}>
                {submitText}
              </Button>
            </SpaceBetween>
          </Box>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={submit} noValidate>
        <SpaceBetween size="l">
          <DraftNotice draft={draft} />
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
