import type { Ref } from 'react';

interface Props {
  label: string;
  text: string;
  ref?: Ref<HTMLPreElement>;
}

/** JSON as it is. It can be wider than the view or the dialog, and is scrolled with the keyboard too. */
export function JsonText({ label, text, ref }: Props) {
  return (
    <pre ref={ref} className="json" tabIndex={0} role="region" aria-label={label} dir="ltr">
      {text}
    </pre>
  );
}
