import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Fragment } from 'react';
import type { ListedToken } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { hrefFor, followLink } from '../route/location';
import { displayed, partsOf } from '../text/names';
import { isExpired, statusOf, type Status } from './status';

interface Props {
  token: ListedToken;
}

/** A time with its time zone, or a dash if there is none. An exact one has seconds. */
export function Time({ at, never = '–', exact = false }: { at?: string; never?: string; exact?: boolean }) {
  const { halves, exactHalves } = useText();
  if (!at) return never;
  const [date, clock] = exact ? exactHalves(at) : halves(at);
  return (
    <time dateTime={at}>
      <span className="nowrap">{date},</span> <span className="nowrap">{clock}</span>
    </time>
  );
}

/** A name, which breaks no column and turns no text around. It is broken after a separator, if it has any. */
export function Name({ of: name }: { of: string }) {
  const parts = partsOf(displayed(name));
  return (
    <bdi className="name">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </bdi>
  );
}

/** A mark in a cell, which is broken between words only. */
function Mark({ children }: { children: string }) {
  return (
    <Box display="block">
      <span className="whole-words">
        <StatusIndicator type="warning">{children}</StatusIndicator>
      </span>
    </Box>
  );
}

/** The name, which links to the token. */
export function NameCell({ token }: Props) {
  const { me } = useSession();
  const { t } = useText();
  return (
    <>
      <Link href={hrefFor(`tokens/${token.id}`)} onFollow={followLink}>
        <Name of={token.name ?? token.id} />
      </Link>
      {token.id === me.id && (
        <>
          {' '}
          <Badge color="blue">{t('token.signedIn')}</Badge>
        </>
      )}
      {token.violatedLimits && <Mark>{t('token.violates')}</Mark>}
      {token.project && (
        <Box variant="small" display="block">
          {t('token.ofProject', { project: token.project })}
        </Box>
      )}
    </>
  );
}

/** The expiration date, with a hint if it is in the past. */
export function ExpiryCell({ token }: Props) {
  const { t } = useText();
  if (!isExpired(token)) return <Time at={token.expirationDate} never={t('never')} />;
  return (
    <>
      <Time at={token.expirationDate} />
      <Mark>{t('column.expired')}</Mark>
      <Box variant="small" display="block">
        {t('token.expiredHint')}
      </Box>
    </>
  );
}

const TYPES: Partial<Record<Status, 'success' | 'error'>> = { active: 'success', leaked: 'error' };

/** A status as the service says it. */
export function StatusText({ status }: { status: Status }) {
  const { t } = useText();
  return (
    <span className="whole-words">
      <StatusIndicator type={TYPES[status] ?? 'stopped'}>{t(`status.${status}`)}</StatusIndicator>
    </span>
  );
}

/** The status. If permitted, a click toggles it immediately. */
export function StatusCell({
  token,
  busy,
  onToggle,
}: Props & { busy: boolean; onToggle?: (token: ListedToken) => void }) {
  const { me } = useSession();
  const { t } = useText();
  const status = statusOf(token);
  // The column of the expiration date shows that it has passed.
  const works = status === 'active' || status === 'expired';
  const text = t(works ? 'status.enabled' : `status.${status}`);
  const type = status === 'leaked' ? 'error' : 'stopped';
  const indicator = <StatusIndicator type={works ? 'success' : type}>{text}</StatusIndicator>;
  // A token cannot disable itself, and one that leaked needs another value before it can be enabled.
  if (!onToggle || token.id === me.id || status === 'damaged' || status === 'leaked') return indicator;
  return (
    <Button
      variant="inline-link"
      wrapText={false}
      loading={busy}
      iconName={works ? 'status-positive' : 'status-stopped'}
      ariaLabel={t(token.enabled ? 'status.disableThis' : 'status.enableThis', {
        status: text,
        name: token.name ?? '',
      })}
      onClick={() => onToggle(token)}
    >
      {text}
    </Button>
  );
}

/** The delete button. */
export function DeleteCell({ token, busy, onDelete }: Props & { busy: boolean; onDelete(token: ListedToken): void }) {
  const { me } = useSession();
  const { t } = useText();
  return (
    <Button
      variant="icon"
      iconName="remove"
      loading={busy}
      // A token cannot delete itself.
      disabled={token.id === me.id}
      ariaLabel={t('delete.this', { name: token.name ?? '' })}
      onClick={() => onDelete(token)}
    />
  );
}

/** The addresses from which a token can be used, one per line. */
export function Addresses({ of: blocks }: { of?: readonly string[] }) {
  const { t } = useText();
  return blocks ? <Lines of={blocks} /> : t('addresses.every');
}

/** Texts, one per line, or a dash if there are none. */
export function Lines({ of: lines = [] }: { of?: readonly string[] }) {
  if (lines.length === 0) return '–';
  return lines.map((line) => (
    <div key={line}>
      <Name of={line} />
    </div>
  ));
}
