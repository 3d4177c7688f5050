import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useText } from '../i18n/Language';
import { followLink } from '../route/location';
import type { Statistics } from './statistics';

const MAX_BARS = 12;
/** The longest name that leaves room for the bars on a phone. */
const MAX_NAME = 32;

interface Props {
  granted: Statistics['granted'];
  toList(filter: string): string;
}

/** Chart of the most frequently granted scopes. */
export function ScopesChart({ granted: { scopes, total, sampled }, toList }: Props) {
  const { t, number } = useText();
  const bars = scopes.slice(0, MAX_BARS);
  const about = [
    t(sampled < total ? 'overview.newest' : 'overview.ofAll', { looked: number(sampled), total: number(total) }),
    scopes.length > MAX_BARS ? t('overview.top', { top: MAX_BARS, all: scopes.length }) : '',
  ];
  return (
    <Container
      header={
        <Header variant="h2" description={about.join(' ')}>
          {t('overview.scopes')}
        </Header>
      }
    >
      <BarChart
        horizontalBars
        hideFilter
        hideLegend
        height={Math.max(120, bars.length * 28)}
        ariaLabel={t('overview.scopes')}
        xScaleType="categorical"
        xDomain={bars.map(([scope]) => scope)}
        yDomain={[0, Math.max(4, bars[0]?.[1] ?? 0)]}
        series={[
          { type: 'bar', title: t('overview.tokens'), data: bars.map(([x, y]) => ({ x, y })), valueFormatter: number },
        ]}
        i18nStrings={{
          detailPopoverDismissAriaLabel: t('close'),
          xTickFormatter: (scope) => (scope.length > MAX_NAME ? `${scope.slice(0, MAX_NAME - 1)}…` : scope),
          yTickFormatter: (value) => (Number.isInteger(value) ? number(value) : ''),
        }}
        detailPopoverFooter={(scope) => (
          <Link href={toList(`scope=${encodeURIComponent(scope)}`)} onFollow={followLink}>
            {t('overview.show')}
          </Link>
        )}
        empty={
          <Box textAlign="center" color="inherit">
            {t('table.empty')}
          </Box>
        }
      />
    </Container>
  );
}
