import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { Name, Time } from '../tables/cells';

/** The session of a person who has signed in, and what it may create. Nothing for any other token. */
export function SessionFacts() {
  const { me, permissions } = useSession();
  const { t } = useText();
  if (me.trust === undefined || me.maxCreatedDays === undefined) return null;
  return (
    <Container header={<Header variant="h2">{t('token.signedIn')}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: t('token.trust'), value: <Name of={me.trust} /> },
            { label: t('token.subject'), value: <Name of={me.subject ?? '–'} /> },
            { label: t('column.expiresAt'), value: <Time at={me.expirationDate} /> },
            {
              label: t('trust.maxCreatedDays'),
              value: permissions.grantsAll ? t('configuration.none') : String(me.maxCreatedDays),
            },
          ]}
        />
        {permissions.writesTokens && !permissions.managesAll && <Box>{t('token.onlyPersonal')}</Box>}
      </SpaceBetween>
    </Container>
  );
}
