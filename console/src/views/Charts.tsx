import Grid from '@cloudscape-design/components/grid';
import { ExpiringChart } from './ExpiringChart';
import { ScopesChart } from './ScopesChart';
import { StatesChart } from './StatesChart';
import type { Statistics } from './statistics';

interface Props {
  statistics: Statistics;
  toList(filter: string): string;
}

/** The charts of the overview. */
export default function Charts({ statistics, toList }: Props) {
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 5 } }, { colspan: { default: 12, s: 7 } }, { colspan: 12 }]}>
      <StatesChart statistics={statistics} toList={toList} />
      <ExpiringChart expiring={statistics.expiring} toList={toList} />
      <ScopesChart granted={statistics.granted} toList={toList} />
    </Grid>
  );
}
