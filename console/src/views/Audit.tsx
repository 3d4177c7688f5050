import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { saveAs } from '../dialogs/copy';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';
import { navigate, useLocation } from '../route/location';
import { withParams } from '../route/searchParams';
import { EventFilterForm } from '../tables/EventFilterForm';
import { countActiveFilters, ignoredParams, parseEventFilters, toEventQuery } from '../tables/eventFilters';
import { EventTable } from '../tables/EventTable';
import { useKeyPages } from '../tables/useKeyPages';
import { serverNow } from '../time/serverClock';
import { loadEvents, toEventCsv } from './eventCsv';

/** All events that the signed-in token sees, with a filter that is part of the URL. */
export default function Audit() {
  const { client, permissions } = useSession();
  const { t, zone } = useText();
  const { notify, notifyError } = useDialogs();
  const { view, query: params } = useLocation();
  const [exporting, setExporting] = useState(false);
  const filters = parseEventFilters(params);
  const ignored = ignoredParams(params);
  const query = toEventQuery(filters, zone);
  const identity = JSON.stringify(query);
  const pages = useKeyPages('events', identity, (api, page, signal) =>
    api.listEvents('nextPageKey' in page ? page : { ...query, pageSize: page.pageSize }, signal),
  );
  const exportCsv = async () => {
    setExporting(true);
    try {
      const { events, complete } = await loadEvents(client, query);
      saveAs(`audit-${serverNow().toISOString().slice(0, 10)}.csv`, toEventCsv(events), 'text/csv');
      if (complete) notify('success', t('audit.exported', { count: events.length }));
      else notify('warning', t('audit.exportedPart', { count: events.length }));
    } catch (error) {
      notifyError(error);
    } finally {
      setExporting(false);
    }
  };
  return (
    <EventTable
      pages={pages}
      title={t('audit.title')}
      heading="h1"
      description={permissions.project ? t('audit.ofProject', { project: permissions.project }) : t('audit.about')}
      withTarget
      filtered={countActiveFilters(filters) > 0}
      noMatch={filters.targetKind === 'token' ? 'audit.noTokenMatch' : undefined}
      actions={
        <Button iconName="download" loading={exporting} onClick={() => void exportCsv()}>
          {t('audit.export')}
        </Button>
      }
      filter={
        <SpaceBetween size="m">
          {ignored.length > 0 && <Alert type="warning">{t('audit.ignored', { names: ignored.join(', ') })}</Alert>}
          <EventFilterForm
            // A form that shows other filters than those of the URL would be misleading.
            key={identity}
            applied={filters}
            ofAll={!permissions.project}
            onApply={(applied) => navigate(`${view}${withParams('', { ...applied })}`)}
          />
        </SpaceBetween>
      }
    />
  );
}
