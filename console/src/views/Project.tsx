import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useEffect, useState } from 'react';
import type { ListedToken } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useDebounced } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { DeleteCell, Name, NameCell, StatusText, Time } from '../tables/cells';
import type { Column } from '../tables/columns';
import { followLink, hrefFor, navigate } from '../route/location';
import { useTableState } from '../tables/state';
import { isExpired, statusOf } from '../tables/status';
import { TokenTable } from '../tables/TokenTable';
import { useTokenActions } from '../tables/useTokenActions';
import { useTokenPage } from '../tables/useTokenPage';
import { equal } from '../text/folding';
import { NewProject } from './NewProject';
import { NewProjectToken } from './NewProjectToken';
import { NotFound } from './NotFound';
import { ProjectNameDialog } from './ProjectNameDialog';

const MAX_PROJECTS = 1_000;

/** Access tokens of one project, with which CI systems upload snapshots. */
export default function Project({ project }: { project: string }) {
  const { me, permissions } = useSession();
  const { t, time } = useText();
  const { query, change } = useTableState('');
  const applied = query.get('text') ?? '';
  const withExpired = query.get('expired') === 'yes';
  const trust = query.get('trust') ?? '';
  const [text, setText] = useState(applied);
  const wanted = useDebounced(text);
  useEffect(() => {
    if (wanted !== applied) change({ text: wanted }, true);
    // Only typed text changes the filter. Other changes of the URL must not be overwritten.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  const [naming, setNaming] = useState(false);
  const [creating, setCreating] = useState(false);
  // The list, because a project without a record is no error.
  const list = useApiQuery(
    ['projects', 'named', project],
    (client, signal) => client.listProjects({ text: project, pageSize: MAX_PROJECTS }, signal),
    { enabled: permissions.readsProjects },
  );
  const seen = list.data?.projects.find(({ name }) => name === project);

  const expired = (token: ListedToken) => t(isExpired(token) ? 'yes' : 'no');
  const columns: Column[] = [
    {
      id: 'name',
      header: 'column.name',
      sort: 'name',
      minWidth: 130,
      text: ({ name }) => name ?? '',
      cell: (token) => <NameCell token={{ ...token, project: undefined }} />,
    },
    {
      id: 'lastUsedDate',
      header: 'column.lastLogin',
      sort: 'lastUsedDate',
      hiddenOnPhone: true,
      text: ({ lastUsedDate }) => (lastUsedDate ? time(lastUsedDate) : ''),
      cell: ({ lastUsedDate }) => <Time at={lastUsedDate} />,
    },
    {
      id: 'expirationDate',
      header: 'column.expirationDate',
      sort: 'expirationDate',
      text: ({ expirationDate }) => (expirationDate ? time(expirationDate) : t('never')),
      cell: ({ expirationDate }) => <Time at={expirationDate} never={t('never')} />,
    },
    {
      // Expired tokens have the earliest expiration dates, so No to Yes is from the latest date to the earliest.
      id: 'expired',
      header: 'column.expired',
      sort: 'expirationDate',
      reversed: true,
      hiddenOnPhone: true,
      text: expired,
      cell: expired,
    },
    {
      id: 'creationDate',
      header: 'column.creationDate',
      sort: 'creationDate',
      hiddenOnPhone: true,
      text: ({ creationDate }) => (creationDate ? time(creationDate) : ''),
      cell: ({ creationDate }) => <Time at={creationDate} />,
    },
    {
      id: 'owner',
      header: 'column.user',
      sort: 'owner',
      hiddenOnPhone: true,
      text: ({ owner }) => owner ?? '',
      cell: ({ owner }) => <Name of={owner ?? ''} />,
    },
    {
      id: 'enabled',
      header: 'column.status',
      sort: 'enabled',
      hiddenOnPhone: true,
      text: (token) => t(`status.${statusOf(token)}`),
      cell: (token) => <StatusText status={statusOf(token)} />,
    },
  ];
  if (permissions.writesProjectTokens) {
    columns.push({
      id: 'bin',
      header: 'column.delete',
      cell: (token) => <DeleteCell token={token} busy={busy.has(token.id)} onDelete={(one) => void remove(one)} />,
    });
  }
  const page = useTokenPage(columns, { project, trust, expired: withExpired ? undefined : false }, { text: applied });
  const { busy, remove } = useTokenActions(page);

  // Who manages neither all tokens nor those of the project sees only the own ones.
  const seesAll =
    permissions.managesAll ||
    seen !== undefined ||
    page.items.some(({ owner }) => owner !== undefined && !equal(owner, me.owner));

  // Whether the user leads the project decides to whom a new token is assigned.
  const mayLead = permissions.readsProjects && !permissions.managesAll && !permissions.project;
  const isLeadKnown = !mayLead || list.data !== undefined || list.error !== undefined;
  const showsForm = isLeadKnown && (permissions.writesProjectTokens || (seen !== undefined && !permissions.project));

  // A project that has neither a record nor tokens does not exist, unless it is hidden from this user.
  const isUnknown = list.data !== undefined && seen === undefined && applied === '' && trust === '' && page.total === 0;
  if (isUnknown && !permissions.managesAll) return <NotFound />;

  const filter = t(page.namesOnly ? 'project.filterNames' : 'project.filter');
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={isUnknown ? t('project.unknown', { project }) : t('project.about')}
          actions={
            isUnknown && permissions.createsProjects ? (
              <Button onClick={() => setCreating(true)}>{t('project.createTitle')}</Button>
            ) : (
              seen &&
              permissions.writesProjects && <Button onClick={() => setNaming(true)}>{t('project.rename')}</Button>
            )
          }
        >
          {t('project.title', { project: seen?.displayName ?? project })}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {creating && (
          <NewProject
            proposed={project}
            onCreated={(name) => {
              setCreating(false);
              list.reload();
              navigate(`projects/${name}`);
            }}
            onDismiss={() => setCreating(false)}
          />
        )}
        {permissions.readsTrusts && (
          <Link href={hrefFor(`trusts?project=${project}`)} onFollow={followLink}>
            {t('trust.ofProject')}
          </Link>
        )}
        {showsForm && (
          <NewProjectToken
            project={project}
            choosesOwner={permissions.managesProject(project, seen !== undefined)}
            onCreated={() => {
              change({}, true);
              page.reload();
              // The first token creates the record of its project.
              if (!seen) list.reload();
            }}
          />
        )}
        {naming && (
          <ProjectNameDialog
            project={project}
            displayName={seen?.displayName ?? ''}
            onSaved={() => {
              setNaming(false);
              list.reload();
            }}
            onDismiss={() => setNaming(false)}
          />
        )}
        <TokenTable
          page={page}
          columns={columns}
          heading="h2"
          title={t('project.tableTitle', { project })}
          description={seesAll ? undefined : t('project.ownOnly', { owner: me.owner })}
          empty={seesAll ? undefined : t('project.noneOwn')}
          filtered={applied !== '' || trust !== ''}
          filter={
            <SpaceBetween size="s">
              {trust && (
                <Alert
                  type="info"
                  action={<Button onClick={() => change({ trust: undefined })}>{t('trust.tokensAll')}</Button>}
                >
                  {t('trust.tokensOnly', { name: trust })}
                </Alert>
              )}
              <TextFilter
                filteringText={text}
                filteringPlaceholder={filter}
                filteringAriaLabel={filter}
                onChange={({ detail }) => setText(detail.filteringText)}
              />
              <Checkbox
                checked={withExpired}
                onChange={({ detail }) => change({ expired: detail.checked ? 'yes' : undefined }, true)}
              >
                {t('project.showExpired')}
              </Checkbox>
            </SpaceBetween>
          }
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
