import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Bulk, ListedToken } from '../api/client';
import { useText } from '../i18n/Language';

interface Props {
  actions: Bulk['action'][];
  selected: readonly ListedToken[];
  /** The actions whose response has not arrived yet. */
  busy: ReadonlySet<string>;
  onChange(action: Bulk['action'], tokens: readonly ListedToken[]): void;
}

/** Bulk actions for the selected rows. The buttons are disabled while no row is selected. */
export function BulkButtons({ actions, selected, busy, onChange }: Props) {
  const { t } = useText();
  const buttons = actions.map((action) => (
    <Button
      key={action}
      loading={busy.has(action)}
      disabled={selected.length === 0}
      onClick={() => onChange(action, selected)}
    >
      {t(`${action}.do`)}
    </Button>
  ));
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {buttons}
    </SpaceBetween>
  );
}
