import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/Language';

interface Props {
  /** The number of filters that are applied. */
  active: number;
  /** Whether the browser checks the fields before it submits them. */
  validated?: boolean;
  onSubmit(): void;
  onReset(): void;
  /** The fields. */
  children: ReactNode;
}

/** Frame of a form for filters, closed on a small screen as long as none is applied. */
export function FilterSection({ active, validated = true, onSubmit, onReset, children }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(() => active > 0 || matchMedia('(min-width: 900px)').matches);
  return (
    <ExpandableSection
      headerText={active ? t('filter.active', { count: active }) : t('filter.title')}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <form
        noValidate={!validated}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <SpaceBetween size="m">
          <div className="filter">{children}</div>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary">{t('filter.apply')}</Button>
            <Button formAction="none" onClick={onReset}>
              {t('filter.reset')}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </form>
    </ExpandableSection>
  );
}
