import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AuditChange } from '../api/client';
import { ApiError } from '../api/error';
import { Loading } from '../app/Loading';
import { useApiQuery } from '../app/useApiQuery';
import { useViewName } from '../app/viewName';
import { useText } from '../i18n/Language';
import { useErrorMessage } from '../i18n/errors';
import { Name } from '../tables/cells';
import { deletionText, fieldText, targetName, valueText } from '../tables/eventTexts';
import { History, loadHistory, type Recorded } from './History';
import { isDeletion, loadLastEvents, tellsName } from './lastEvents';
import { NotFound } from './NotFound';
import { TokenId } from './TokenId';

/** The page of a token or a user that does not exist: who deleted it, what it could do, and its history. */
export function DeletedRecord({ of }: { of: Recorded }) {
  const text = useText();
  const { t } = text;
  const words = useErrorMessage();
  const { data, error, reload } = useApiQuery(['lastEvents', of], (client, signal) =>
    loadLastEvents((page) => loadHistory(client, of, page, signal)),
  );
  const events = data ?? [];
  const isToken = 'token' in of;
  const last = events.find(({ target }) => target.name) ?? events[0];
  const name = last && targetName(last.target);
  useViewName(name);
  if (error instanceof ApiError && [403, 404].includes(error.status)) return <NotFound />;
  if (error)
    return (
      <Alert type="error" action={<Button onClick={reload}>{t('again')}</Button>}>
        {words(error)}
      </Alert>
    );
  if (!data) return <Loading />;
  if (!last || !name) return <NotFound />;

  // Edits of the record by hand are deletions as well, of what was deleted already.
  const deletion = events.find((event) => isDeletion(event) && tellsName(event)) ?? events.find(isDeletion);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={isToken ? <TokenId id={of.token} /> : undefined}>
          <Name of={name} />
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type="info">{deletion ? deletionText(name, deletion, text) : t('deleted.gone', { name })}</Alert>
        {deletion && deletion.changes.length > 0 && (
          <Container header={<Header variant="h2">{t('deleted.before')}</Header>}>
            <KeyValuePairs
              columns={3}
              items={deletion.changes
                .filter(({ field }) => field !== 'name')
                .map((change) => ({
                  label: fieldText(change.field, text),
                  value: <Values of={change} />,
                }))}
            />
          </Container>
        )}
        <History of={of} />
      </SpaceBetween>
    </ContentLayout>
  );
}

/** The value of a field before the deletion. */
function Values({ of: { field, from, removed } }: { of: AuditChange }) {
  const text = useText();
  if (!removed) return <Name of={valueText(field, from, text)} />;
  return removed.map((one) => (
    <div key={one}>
      <Name of={one} />
    </div>
  ));
}
