import type { AuditEventList, Client } from '../api/client';
import { useText } from '../i18n/Language';
import { EventTable } from '../tables/EventTable';
import { useKeyPages, type PageQuery } from '../tables/useKeyPages';

/** A token by its id, or a user by its name. */
export type Recorded = { token: string } | { user: string };

/** Loads a page of the events of a token or a user. */
export function loadHistory(
  client: Client,
  of: Recorded,
  page: PageQuery,
  signal?: AbortSignal,
): Promise<AuditEventList> {
  return 'token' in of ? client.listTokenEvents(of.token, page, signal) : client.listUserEvents(of.user, page, signal);
}

/** The events of a token or a user. */
export function History({ of }: { of: Recorded }) {
  const { t } = useText();
  const pages = useKeyPages('events', JSON.stringify(of), (client, page, signal) =>
    loadHistory(client, of, page, signal),
  );
  return <EventTable pages={pages} title={t('history.title')} heading="h2" description={t('history.about')} />;
}
