import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { useText } from '../i18n/Language';
import { hrefFor, followLink } from '../route/location';

/** Page for unknown URLs and for resources that the user cannot see. */
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
