import { useText } from '../i18n/Language';
import TokenList from './TokenList';

/** All tokens, for administrators. */
export default function Tokens() {
  const { t } = useText();
  return <TokenList title={t('tokens.title')} description={t('tokens.about')} />;
}
