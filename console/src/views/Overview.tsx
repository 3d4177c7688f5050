import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense } from 'react';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { hrefFor, followLink } from '../route/location';
import { loadStatistics, SOON_DAYS, UNUSED_DAYS } from './statistics';

// Charts are loaded lazily, so that the figures do not wait for them.
const Charts = lazy(() => import('./Charts'));

/** Overview of all tokens. Every figure and chart element links to the tokens that it counts. */
export default function Overview() {
  const { permissions, me } = useSession();
  const { t, number } = useText();
  const words = useErrorMessage();
  const { data, error, loading, reload } = useApiQuery(['statistics'], loadStatistics);
  const list = permissions.managesAll ? 'tokens' : 'profile';
  const toList = (filter: string) => hrefFor(`${list}?${filter}`);

  const refresh = <Button iconName="refresh" ariaLabel={t('refresh')} loading={loading} onClick={reload} />;
  const header = (
    <Header
      variant="h1"
      description={permissions.managesAll ? t('overview.all') : t('overview.own', { owner: me.owner })}
      actions={refresh}
    >
      {t('overview.title')}
    </Header>
  );
  if (error)
    return (
      <ContentLayout header={header}>
        <Alert type="error">{words(error)}</Alert>
      </ContentLayout>
    );
  if (!data)
    return (
      <ContentLayout header={header}>
        <Loading />
      </ContentLayout>
    );

  const figures = [
    { label: t('overview.active'), count: data.active, filter: 'status=active' },
    {
      label: t('overview.expiring', { days: SOON_DAYS }),
      count: data.expiring.total,
      filter: `status=active&expires=${SOON_DAYS}&sort=expirationDate`,
    },
    {
      label: t('overview.unused', { days: UNUSED_DAYS }),
      count: data.neverOrLongUnused,
      filter: `status=active&unused=${UNUSED_DAYS}&sort=lastUsedDate`,
    },
    { label: t('overview.expired'), count: data.expired, filter: 'status=expired&sort=-expirationDate' },
  ];
  return (
    <ContentLayout header={header}>
      <SpaceBetween size="l">
        <Container>
          <ColumnLayout columns={4} variant="text-grid" minColumnWidth={140}>
            {figures.map(({ label, count, filter }) => (
              <div key={filter}>
                <Link
                  variant="awsui-value-large"
                  href={toList(filter)}
                  onFollow={followLink}
                  ariaLabel={`${label}: ${count}`}
                >
                  {number(count)}
                </Link>
                {/* The label is below the figure, so that figures stay aligned if a label takes two lines. */}
                <Box variant="awsui-key-label" padding={{ top: 'xs' }}>
                  {label}
                </Box>
              </div>
            ))}
          </ColumnLayout>
        </Container>
        <Suspense fallback={<Loading />}>
          <Charts statistics={data} toList={toList} />
        </Suspense>
      </SpaceBetween>
    </ContentLayout>
  );
}
