import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Issuer } from '../api/issuers';
import { isChangedByOther } from '../api/lostWrites';
import type { Versioned } from '../api/responses';
import type { Trust } from '../api/trusts';
import { useSession } from '../auth/SessionProvider';
import { useDialogs } from '../dialogs/Dialogs';
import { JsonText } from '../dialogs/JsonText';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useText } from '../i18n/Language';
import { followLink, hrefFor, navigate } from '../route/location';
import { Addresses, Lines, Name, StatusText, Time } from '../tables/cells';
import { statusOf } from '../tables/status';
import { conditionsJson, conditionText } from '../trusts/conditions';
import { toUnchanged } from '../trusts/trustValues';
import { useTrustSaved } from './useTrustSaved';

interface Props {
  trust: Versioned<Trust>;
  issuer?: Issuer;
  reloaded(): Promise<void>;
}

/** What a trust accepts, and the token that it gives. */
export function TrustDetails({ trust: { data: trust, etag }, issuer, reloaded }: Props) {
  const { client, permissions } = useSession();
  const { notify, notifyError } = useDialogs();
  const confirm = useConfirmation();
  const reportSaved = useTrustSaved();
  const { t } = useText();
  const [busy, setBusy] = useState<'switch' | 'delete'>();
  const { name, enabled } = trust;
  const minutes = Math.ceil(trust.lifetimeSeconds / 60);

  const run = async (action: 'switch' | 'delete', change: () => Promise<void>) => {
    if (busy) return;
    setBusy(action);
    try {
      await change();
    } catch (error) {
      if (isChangedByOther(error)) await reloaded();
      notifyError(error);
    } finally {
      setBusy(undefined);
    }
  };
  const toggle = () =>
    run('switch', async () => {
      const question = { title: t('trust.disableTitle'), text: t('trust.disableAsk', { name, minutes }) };
      if (enabled && !(await confirm({ ...question, action: t('disable.do') }))) return;
      const saved = await client.putTrust(name, { ...toUnchanged(trust), enabled: !enabled }, etag);
      await reloaded();
      if (enabled) notify('success', t('done.disabled', { name }));
      else reportSaved(t('done.enabled', { name }), saved.data);
    });
  const remove = () =>
    run('delete', async () => {
      const question = { title: t('delete.title'), text: t('trust.deleteAsk', { name, minutes }) };
      if (!(await confirm(question))) return;
      await client.deleteTrust(name, etag);
      notify('success', t('done.deleted', { name }));
      navigate('trusts');
    });

  return (
    <SpaceBetween size="l">
      {issuer?.enabled === false && <Alert type="warning">{t('trust.issuerDisabled')}</Alert>}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              permissions.writesTrusts && (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button loading={busy === 'switch'} onClick={() => void toggle()}>
                    {t(enabled ? 'disable.do' : 'enable.do')}
                  </Button>
                  <Button loading={busy === 'delete'} onClick={() => void remove()}>
                    {t('delete.do')}
                  </Button>
                </SpaceBetween>
              )
            }
          >
            {t('trust.facts')}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('column.status'), value: <StatusText status={statusOf(trust)} /> },
            { label: t('token.description'), value: <Name of={trust.description ?? '–'} /> },
            { label: t('column.expiresAt'), value: <Time at={trust.expirationDate} never={t('never')} /> },
            { label: t('column.createdAt'), value: <Time at={trust.creationDate} /> },
            { label: t('column.createdBy'), value: <Name of={trust.createdBy} /> },
            { label: t('token.modifiedAt'), value: <Time at={trust.modifiedDate} /> },
            { label: t('column.lastAccessedAt'), value: <Time at={trust.lastUsedDate} never={t('trust.neverUsed')} /> },
          ]}
        />
        <Box padding={{ top: 'm' }} color="text-body-secondary">
          {t('trust.rejections')}
          <br />
          <Box variant="code" color="inherit">
            {rejectionsOf(name)}
          </Box>
        </Box>
        {permissions.readsAudit && (
          <Link href={hrefFor(`audit?target=trust:${name}`)} onFollow={followLink}>
            {t('history.title')}
          </Link>
        )}
      </Container>
      <Container
        header={
          <Header variant="h2" description={t(trust.conditions ? 'conditions.about' : 'trust.gives.people')}>
            {t('trust.accepts')}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: t('trust.issuer'),
                value: permissions.readsIssuers ? (
                  <Link href={hrefFor(`issuers/${trust.issuer}`)} onFollow={followLink}>
                    <Name of={trust.issuer} />
                  </Link>
                ) : (
                  <Name of={trust.issuer} />
                ),
              },
              { label: t('issuer.url'), value: <Name of={issuer?.issuer ?? '–'} /> },
              { label: t('issuer.audiences'), value: <Lines of={issuer?.audiences} /> },
            ]}
          />
          {trust.conditions && (
            <>
              <ul>
                {trust.conditions.map((condition, index) => (
                  <li key={index}>
                    <Name of={conditionText(condition, t)} />
                  </li>
                ))}
              </ul>
              <ExpandableSection headerText={t('conditions.json')}>
                <JsonText label={t('conditions.json')} text={conditionsJson(trust.conditions)} />
              </ExpandableSection>
            </>
          )}
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              (permissions.readsTokens || permissions.readsProjectTokens) && (
                <Link href={hrefFor(tokensOf(trust, permissions.managesAll))} onFollow={followLink}>
                  {t('trust.tokens')}
                </Link>
              )
            }
          >
            {t('trust.token')}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('token.project'), value: trust.project ?? '–' },
            { label: t('column.user'), value: <Name of={trust.owner ?? t('trust.signedInUser')} /> },
            { label: t('token.scopes'), value: <Lines of={trust.scopes} /> },
            { label: t('trust.lifetime'), value: String(trust.lifetimeSeconds) },
            { label: t('token.allowedIps'), value: <Addresses of={trust.allowedIps} /> },
            ...(trust.maxCreatedDays === undefined
              ? []
              : [{ label: t('trust.maxCreatedDays'), value: String(trust.maxCreatedDays) }]),
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}

/** Returns the query of CloudWatch Logs Insights that finds why exchanges by a trust were rejected. */
function rejectionsOf(name: string): string {
  return `filter event = "exchange" and outcome = "rejected" and trust = "${name}" | fields time, reason, failedCondition, subject, requestId | sort time desc`;
}

/** Returns the list of the tokens that a trust has given. Who does not manage all tokens sees those of the project. */
function tokensOf({ name, project }: Trust, managesAll: boolean): string {
  return managesAll || !project ? `tokens?trust=${name}` : `projects/${project}?trust=${name}&expired=yes`;
}
