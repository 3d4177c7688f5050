import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import type { Token } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { followLink, hrefFor } from '../route/location';
import { Addresses, Name, StatusText, Time } from '../tables/cells';
import { statusOf } from '../tables/status';

/** Read-only properties of a token. */
export function TokenDetails({ token }: { token: Token }) {
  const { t } = useText();
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: t('column.status'), value: <StatusText status={statusOf(token)} /> },
        { label: t('column.createdAt'), value: <Time at={token.creationDate} /> },
        { label: t('column.createdBy'), value: <Name of={token.createdBy} /> },
        { label: t('token.modifiedAt'), value: <Time at={token.modifiedDate} /> },
        { label: t('token.regeneratedAt'), value: <Time at={token.regeneratedDate} /> },
        { label: t('column.lastAccessedAt'), value: <Time at={token.lastUsedDate} /> },
        { label: t('token.lastAddress'), value: token.lastUsedIpAddress ?? '–' },
        { label: t('token.allowedIps'), value: <Addresses of={token.allowedIps} /> },
        { label: t('token.project'), value: token.project ?? '–' },
        { label: t('token.personal'), value: t(token.personalAccessToken ? 'yes' : 'no') },
        ...(token.trust === undefined ? [] : [{ label: t('token.trust'), value: <TrustName of={token.trust} /> }]),
        ...(token.maxCreatedDays === undefined
          ? []
          : [{ label: t('trust.maxCreatedDays'), value: String(token.maxCreatedDays) }]),
        ...(token.subject === undefined ? [] : [{ label: t('token.subject'), value: <Name of={token.subject} /> }]),
      ]}
    />
  );
}

/** The trust that gave the token, which may be deleted since then. */
function TrustName({ of: name }: { of: string }) {
  const { permissions } = useSession();
  if (!permissions.readsTrusts) return <Name of={name} />;
  return (
    <Link href={hrefFor(`trusts/${name}`)} onFollow={followLink}>
      <Name of={name} />
    </Link>
  );
}
