import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { useText } from '../i18n/Language';
import { hrefFor, followLink } from '../route/location';

/** An address that leads to nothing, or to nothing that one may see. */
export function NotFound() {
  const { t } = useText();
  return (
    <Box textAlign="center" padding="xxl">
      <Box variant="h1">{t('notFound.title')}</Box>
      <Box variant="p">{t('error.404')}</Box>
      <Link href={hrefFor('')} onFollow={followLink}>
        {t('notFound.home')}
      </Link>
    </Box>
  );
}
