import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import PieChart from '@cloudscape-design/components/pie-chart';
import { useText } from '../i18n/Language';
import { followLink } from '../route/location';
import type { Statistics } from './statistics';

/** The states that the chart shows only if there are such tokens. */
const RARE = ['status=ownerDisabled', 'status=leaked'];

interface Props {
  statistics: Statistics;
  toList(filter: string): string;
}

/** Chart of tokens by state. Every token is in exactly one of them. */
export function StatesChart({ statistics, toList }: Props) {
  const { t, number } = useText();
  const states = [
    { title: t('overview.active'), value: statistics.active, color: '#688ae8', filter: 'status=active' },
    {
      title: t('overview.disabled'),
      value: statistics.disabled,
      color: '#8d9099',
      filter: 'status=disabled',
    },
    { title: t('overview.expired'), value: statistics.expired, color: '#e07941', filter: 'status=expired' },
    {
      title: t('status.ownerDisabled'),
      value: statistics.ownerDisabled,
      color: '#b088f5',
      filter: 'status=ownerDisabled',
    },
    { title: t('status.leaked'), value: statistics.leaked, color: '#c33d69', filter: 'status=leaked' },
  ];
  const total = states.reduce((sum, { value }) => sum + value, 0);
  const data = states
    .filter(({ filter, value }) => value > 0 || !RARE.includes(filter))
    .map((state) => ({ ...state, title: `${state.title}: ${number(state.value)}` }));
  return (
    <Container fitHeight header={<Header variant="h2">{t('overview.byState')}</Header>}>
      <PieChart
        data={data}
        variant="donut"
        size="medium"
        hideFilter
        ariaLabel={t('overview.byState')}
        innerMetricValue={number(total)}
        innerMetricDescription={t('overview.tokens')}
        hideTitles
        hideDescriptions
        detailPopoverContent={({ value }) => [
          { key: t('overview.tokens'), value: `${number(value)} (${Math.round((100 * value) / (total || 1))} %)` },
        ]}
        detailPopoverFooter={({ filter }) => (
          <Link href={toList(filter)} onFollow={followLink}>
            {t('overview.show')}
          </Link>
        )}
        i18nStrings={{ detailPopoverDismissAriaLabel: t('close') }}
        empty={
          <Box textAlign="center" color="inherit">
            {t('table.empty')}
          </Box>
        }
      />
    </Container>
  );
}
