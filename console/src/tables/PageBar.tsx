import Button from '@cloudscape-design/components/button';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useText } from '../i18n/Language';
import { formatCount, PAGE_SIZES, type TableState } from './state';

interface Props {
  state: TableState;
  total: number;
}

/** Page size, the range of the shown items with their total, and page navigation. */
export function PageBar({ state: { page, size, change }, total }: Props) {
  const { t } = useText();
  const last = Math.max(1, Math.ceil(total / size));
  const first = total === 0 ? 0 : (page - 1) * size + 1;
  const options = PAGE_SIZES.map((one) => ({ value: String(one), label: String(one) }));
  const to = (there: number) => change({ page: there === 1 ? undefined : String(there) });
  return (
    <div className="page-bar">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Box variant="span" color="text-body-secondary" id="items-per-page">
          {t('page.size')}
        </Box>
        <FormField>
          <Select
            ariaLabel={t('page.size')}
            options={options}
            selectedOption={{ value: String(size), label: String(size) }}
            onChange={({ detail }) => change({ size: detail.selectedOption.value })}
          />
        </FormField>
      </SpaceBetween>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <span role="status" className="nowrap">
          {t('page.range', { from: first, to: Math.min(page * size, total), total: formatCount(total) })}
        </span>
        <nav aria-label={t('page.pages')}>
          <Button
            variant="icon"
            iconName="angle-left-double"
            ariaLabel={t('page.first')}
            disabled={page <= 1}
            onClick={() => to(1)}
          />
          <Button
            variant="icon"
            iconName="angle-left"
            ariaLabel={t('page.previous')}
            disabled={page <= 1}
            onClick={() => to(page - 1)}
          />
          <Button
            variant="icon"
            iconName="angle-right"
            ariaLabel={t('page.next')}
            disabled={page >= last}
            onClick={() => to(page + 1)}
          />
          <Button
            variant="icon"
            iconName="angle-right-double"
            ariaLabel={t('page.last')}
            disabled={page >= last}
            onClick={() => to(last)}
          />
        </nav>
      </SpaceBetween>
    </div>
  );
}
