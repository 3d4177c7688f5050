import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useText } from '../i18n/Language';
import { followLink } from '../route/location';
import { SOON_DAYS, type Statistics } from './statistics';

interface Props {
  expiring: Statistics['expiring'];
  toList(filter: string): string;
}

/** Chart of the number of active tokens that expire on each day. */
export function ExpiringChart({ expiring: { from, perDay, total, sampled }, toList }: Props) {
  const { t, number, day } = useText();
  const days = perDay.map((_, at) => new Date(from + at * 86_400_000));
  const most = Math.max(4, ...perDay);
  // Links to all tokens up to that day, latest first, because the API cannot select a single day.
  const until = (last: Date) => `status=active&expires=${days.indexOf(last) + 1}&sort=-expirationDate`;
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={
            sampled < total ? t('overview.sample', { looked: number(sampled), total: number(total) }) : undefined
          }
        >
          {t('overview.expiring', { days: SOON_DAYS })}
        </Header>
      }
    >
      <BarChart
        height={260}
        hideFilter
        hideLegend
        ariaLabel={t('overview.expiring', { days: SOON_DAYS })}
        xScaleType="categorical"
        xDomain={days}
        yDomain={[0, most]}
        yTitle={t('overview.tokens')}
        series={[
          {
            type: 'bar',
            title: t('overview.tokens'),
            data: days.map((x, at) => ({ x, y: perDay[at] ?? 0 })),
            valueFormatter: number,
          },
        ]}
        i18nStrings={{
          detailPopoverDismissAriaLabel: t('close'),
          xTickFormatter: day,
          yTickFormatter: (value) => (Number.isInteger(value) ? number(value) : ''),
        }}
        detailPopoverFooter={(last) => (
          <Link href={toList(until(last))} onFollow={followLink}>
            {t('overview.showUntil', { days: days.indexOf(last) + 1 })}
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
