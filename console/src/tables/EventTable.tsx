import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState, type ReactNode } from 'react';
import type { AuditActor, AuditEvent, AuditEventList, AuditTarget } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { EventDialog } from '../dialogs/EventDialog';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';
import { followLink, hrefFor } from '../route/location';
import { Name, Time } from './cells';
import { actionText, actorText, changeTexts, kindText, targetName } from './eventTexts';
import { EmptyTable, KeyPagination, TableActions } from './tableParts';
import type { KeyPages } from './useKeyPages';

interface Props {
  pages: KeyPages<AuditEventList>;
  title: string;
  heading: 'h1' | 'h2';
  description?: string;
  /** Whether the events are of several targets, which are then named. */
  withTarget?: boolean;
  filtered?: boolean;
  /** What is said if no event matches the filter. */
  noMatch?: Key;
  filter?: ReactNode;
  actions?: ReactNode;
}

/** Table of events, the newest first. */
export function EventTable({
  pages,
  title,
  heading,
  description,
  withTarget = false,
  filtered = false,
  noMatch = 'events.noMatch',
  filter,
  actions,
}: Props) {
  const text = useText();
  const { t, exactTime } = text;
  const { openDialog } = useDialogs();
  const { list, loading, error, reload, hasMore, turnTo, page } = pages;
  const events = list?.events ?? [];
  const show = (event: AuditEvent) => {
    const title = `${actionText(event, text)}, ${exactTime(event.time)}`;
    void openDialog<undefined>((close) => <EventDialog event={event} title={title} onClose={() => close(undefined)} />);
  };

  const columns: TableProps.ColumnDefinition<AuditEvent>[] = [
    { id: 'time', header: t('events.time'), minWidth: 130, cell: (event) => <Time at={event.time} exact /> },
    {
      id: 'action',
      header: t('events.event'),
      minWidth: 150,
      isRowHeader: true,
      cell: (event) => actionText(event, text),
    },
    ...(withTarget
      ? [
          {
            id: 'target',
            header: t('events.target'),
            minWidth: 150,
            cell: ({ target }: AuditEvent) => <Target of={target} />,
          },
        ]
      : []),
    { id: 'actor', header: t('events.actor'), minWidth: 130, cell: ({ actor }) => <Actor of={actor} /> },
    {
      id: 'changes',
      header: t('events.changes'),
      minWidth: 180,
      cell: (event) => <ChangeLines of={event} />,
    },
    {
      id: 'json',
      header: t('events.details'),
      minWidth: 90,
      cell: (event) => (
        <Button
          variant="inline-link"
          ariaLabel={t('events.show', { event: actionText(event, text), time: exactTime(event.time) })}
          onClick={() => show(event)}
        >
          JSON
        </Button>
      ),
    },
  ];
  const emptyText = hasMore ? 'events.emptyPage' : filtered ? noMatch : 'events.empty';
  return (
    <Table
      items={error ? [] : events}
      trackBy="id"
      columnDefinitions={columns}
      loading={loading && events.length === 0}
      loadingText={t('loading')}
      enableKeyboardNavigation
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header
          variant={heading}
          description={description}
          actions={
            <TableActions loading={loading} reload={reload}>
              {actions}
            </TableActions>
          }
        >
          {title}
        </Header>
      }
      filter={filter}
      pagination={<KeyPagination {...pages} />}
      empty={
        <EmptyTable error={error} reload={reload}>
          <Box padding={{ bottom: 's' }}>{t(emptyText)}</Box>
          {hasMore && <Button onClick={() => turnTo(page + 1)}>{t('events.older')}</Button>}
        </EmptyTable>
      }
    />
  );
}

/** The number of changes up to which all are shown, and the number that is shown of more. */
const FEW = 4;
const FIRST = 3;

/** What was changed. A creation and a deletion change a dozen fields, so the first ones are shown until all are asked for. */
function ChangeLines({ of: event }: { of: AuditEvent }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const lines = changeTexts(event, text);
  if (lines.length === 0) return '–';
  const long = lines.length > FEW;
  return (
    <>
      {(long && !open ? lines.slice(0, FIRST) : lines).map((line, index) => (
        <div key={index}>
          <Name of={line} />
        </div>
      ))}
      {long && (
        <Button variant="inline-link" ariaExpanded={open} onClick={() => setOpen(!open)}>
          {open ? text.t('events.showFewer') : text.t('events.showAll', { count: lines.length })}
        </Button>
      )}
    </>
  );
}

/** Who made a change, with the token and the address that were used. */
function Actor({ of: actor }: { of: AuditActor }) {
  const text = useText();
  const { permissions } = useSession();
  const name = <Name of={actorText(actor, text)} />;
  return (
    <>
      {actor.tokenId && permissions.readsTokens ? (
        <Link href={hrefFor(`tokens/${actor.tokenId}`)} onFollow={followLink}>
          {name}
        </Link>
      ) : (
        name
      )}
      {actor.sourceIp && (
        <Box variant="small" display="block">
          {actor.sourceIp}
        </Box>
      )}
    </>
  );
}

/** What was changed. Tokens and users lead to their page, also after they are deleted. */
function Target({ of: target }: { of: AuditTarget }) {
  const text = useText();
  const { permissions } = useSession();
  const name = <Name of={targetName(target)} />;
  const view =
    (target.kind === 'token' && permissions.readsTokens && `tokens/${target.id}`) ||
    (target.kind === 'user' && permissions.readsUsers && `users/${encodeURIComponent(target.id)}`);
  return (
    <>
      {view ? (
        <Link href={hrefFor(view)} onFollow={followLink}>
          {name}
        </Link>
      ) : (
        name
      )}
      <Box variant="small" display="block">
        {kindText(target.kind, text)}
      </Box>
    </>
  );
}
