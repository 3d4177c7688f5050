import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSession } from '../auth/SessionProvider';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';

const REQUIRED = ['requireExpiration', 'requireAllowedIps'] as const;

/** The environment and its limits. */
export default function Configuration() {
  const { configuration } = useSession();
  const { t, number } = useText();
  const { environmentId, tokenPrefix, limits } = configuration;
  const { maxTokenLifetime, defaultTokenLifetime, autoDisableUnusedAfter, maxTokensPerOwner: most } = limits;
  const days = (count: number | undefined, none: Key, text: Key = 'configuration.days') =>
    count === undefined ? t(none) : t(text, { days: number(count) });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('configuration.about')}>
          {t('nav.configuration')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{t('configuration.environment')}</Header>}>
          <KeyValuePairs
            columns={2}
            items={[
              { label: t('configuration.environmentId'), value: environmentId },
              { label: t('configuration.prefix'), value: tokenPrefix },
            ]}
          />
        </Container>
        <Container header={<Header variant="h2">{t('configuration.limits')}</Header>}>
          <KeyValuePairs
            columns={3}
            items={[
              { label: t('limit.maxTokenLifetime'), value: days(maxTokenLifetime, 'configuration.none') },
              { label: t('limit.defaultTokenLifetime'), value: days(defaultTokenLifetime, 'configuration.noDefault') },
              {
                label: t('limit.autoDisableUnusedAfter'),
                value: days(autoDisableUnusedAfter, 'configuration.kept', 'configuration.unused'),
              },
              {
                label: t('limit.maxTokensPerOwner'),
                value: most === undefined ? t('configuration.none') : number(most),
              },
              ...REQUIRED.map((limit) => ({ label: t(`limit.${limit}`), value: t(limits[limit] ? 'yes' : 'no') })),
            ]}
          />
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}
