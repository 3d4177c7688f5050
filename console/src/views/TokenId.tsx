import Button from '@cloudscape-design/components/button';
import { useRef } from 'react';
import { copyToClipboard } from '../dialogs/copy';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';

/** The id of a token, with a button that copies it. */
export function TokenId({ id }: { id: string }) {
  const { t } = useText();
  const { notify } = useDialogs();
  const text = useRef<HTMLSpanElement>(null);
  const copy = async () => {
    const done = await copyToClipboard(id, () => text.current && getSelection()?.selectAllChildren(text.current));
    if (done) notify('success', t('token.idCopied'));
    else notify('error', t('token.idNotCopied'));
  };
  return (
    <>
      <span className="id" ref={text}>
        {id}
      </span>{' '}
      <Button
        variant="inline-icon"
        iconName="copy"
        formAction="none"
        ariaLabel={t('token.copyId')}
        onClick={() => void copy()}
      />
    </>
  );
}
