import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { SessionFacts } from './SessionFacts';
import TokenList from './TokenList';

/** The session and the tokens of the signed-in user, or no tokens if the user cannot manage them. */
export default function Profile() {
  const { me, permissions } = useSession();
  const { t } = useText();
  if (permissions.readsTokens) {
    return (
      <SpaceBetween size="l">
        <TokenList title={t('profile.title')} description={t('profile.about', { owner: me.owner })} owner={me.owner} />
        <SessionFacts />
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h1">{t('profile.title')}</Header>}>
        <SpaceBetween size="m">
          <Alert type="info">{t('profile.notAllowed')}</Alert>
          <Button onClick={() => navigate(`tokens/${me.id}`)}>{t('profile.thisToken')}</Button>
        </SpaceBetween>
      </Container>
      <SessionFacts />
    </SpaceBetween>
  );
}
