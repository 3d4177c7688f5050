import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import TokenList from './TokenList';

/** Tokens of the signed-in user, or nothing if the user cannot manage them. */
export default function Profile() {
  const { me, permissions } = useSession();
  const { t } = useText();
  if (permissions.readsTokens) {
    return (
      <TokenList title={t('profile.title')} description={t('profile.about', { owner: me.owner })} owner={me.owner} />
    );
  }
  return (
    <Container header={<Header variant="h1">{t('profile.title')}</Header>}>
      <SpaceBetween size="m">
        <Alert type="info">{t('profile.notAllowed')}</Alert>
        <Button onClick={() => navigate(`tokens/${me.id}`)}>{t('profile.thisToken')}</Button>
      </SpaceBetween>
    </Container>
  );
}
