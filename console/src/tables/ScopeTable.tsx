import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { CatalogueScope } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { scopeMarks } from '../forms/scopeOptions';
import { useText } from '../i18n/Language';
import { ScopeDialog } from '../views/ScopeDialog';
import { Name } from './cells';
import { RecordTable } from './RecordTable';
import { RowActions } from './RowActions';

const SOURCES = ['builtin', 'vendor', 'own'] as const;

/** Table of all scopes. Who has `scopes.write` declares, changes and deletes those of the environment. */
export function ScopeTable() {
  const { client, permissions } = useSession();
  const { t } = useText();
  const query = useApiQuery(['scopes'], (api, signal) => api.listScopes(signal));
  const [source, setSource] = useState('');
  const [editing, setEditing] = useState<CatalogueScope | 'new'>();
  const sources = [
    { value: '', label: t('filter.any') },
    ...SOURCES.map((one) => ({ value: one, label: t(`source.${one}`) })),
  ];

  const columns: TableProps.ColumnDefinition<CatalogueScope>[] = [
    {
      id: 'name',
      header: t('column.name'),
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 240,
      cell: ({ name }) => <Name of={name} />,
    },
    {
      id: 'description',
      header: t('token.description'),
      sortingField: 'description',
      minWidth: 200,
      cell: ({ description }) => <bdi className="name">{description}</bdi>,
    },
    {
      id: 'source',
      header: t('scope.source'),
      sortingField: 'source',
      cell: ({ source: from, api }) => (api ? t('source.api', { api }) : t(`source.${from}`)),
    },
    {
      id: 'marks',
      header: t('scope.marks'),
      cell: (scope) => (
        <SpaceBetween direction="horizontal" size="xxs">
          {scopeMarks({ ...scope, source: 'vendor' }, t).map((mark) => (
            <Badge key={mark} color={scope.deprecated ? 'grey' : 'blue'}>
              {mark}
            </Badge>
          ))}
        </SpaceBetween>
      ),
    },
  ];
  if (permissions.writesScopes) {
    columns.push({
      id: 'actions',
      header: t('column.actions'),
      minWidth: 100,
      cell: (scope) =>
        scope.source === 'own' && (
          <RowActions
            name={scope.name}
            onEdit={() => setEditing(scope)}
            remove={() => client.deleteScope(scope)}
            onDeleted={query.reload}
          />
        ),
    });
  }
  return (
    <>
      <RecordTable
        query={{ ...query, data: query.data?.filter((scope) => !source || scope.source === source) }}
        columns={columns}
        title={t('nav.scopes')}
        textsOf={({ name, description, aliases, api }) => [name, description, api, ...aliases]}
        find={t('scopes.find')}
        empty={t('scopes.noMatch')}
        filter={
          <Select
            ariaLabel={t('scope.source')}
            inlineLabelText={t('scope.source')}
            options={sources}
            selectedOption={sources.find(({ value }) => value === source) ?? null}
            onChange={({ detail }) => setSource(detail.selectedOption.value ?? '')}
          />
        }
        actions={
          permissions.writesScopes && (
            <Button variant="primary" onClick={() => setEditing('new')}>
              {t('scope.declare')}
            </Button>
          )
        }
      />
      {editing && (
        <ScopeDialog
          scope={editing === 'new' ? undefined : (query.data?.find(({ name }) => name === editing.name) ?? editing)}
          catalogue={query.data ?? []}
          reload={query.reload}
          onSaved={() => {
            setEditing(undefined);
            query.reload();
          }}
          onDismiss={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
