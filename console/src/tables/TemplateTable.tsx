import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { ScopeTemplate } from '../api/client';
import { useApiQuery } from '../app/useApiQuery';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { TemplateDialog } from '../views/TemplateDialog';
import { Name } from './cells';
import { RecordTable } from './RecordTable';
import { RowActions } from './RowActions';

/** Table of the scope templates. Who has `scopes.write` creates, changes and deletes them. */
export function TemplateTable() {
  const { client, permissions } = useSession();
  const { t } = useText();
  const query = useApiQuery(['scopeTemplates'], (api, signal) => api.listScopeTemplates(signal));
  const [editing, setEditing] = useState<string>();

  const columns: TableProps.ColumnDefinition<ScopeTemplate>[] = [
    {
      id: 'name',
      header: t('column.name'),
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 150,
      cell: ({ name }) => <Name of={name} />,
    },
    {
      id: 'description',
      header: t('token.description'),
      minWidth: 150,
      cell: ({ description }) => <bdi className="name">{description ?? '–'}</bdi>,
    },
    { id: 'scopes', header: t('token.scopes'), minWidth: 200, cell: ({ scopes }) => <Name of={scopes.join(', ')} /> },
  ];
  if (permissions.writesScopes) {
    columns.push({
      id: 'actions',
      header: t('column.actions'),
      minWidth: 100,
      cell: ({ name }) => (
        <RowActions
          name={name}
          onEdit={() => setEditing(name)}
          remove={() => client.deleteScopeTemplate(name)}
          onDeleted={query.reload}
        />
      ),
    });
  }
  return (
    <>
      <RecordTable
        query={query}
        columns={columns}
        title={t('nav.templates')}
        textsOf={({ name, description, scopes }) => [name, description, ...scopes]}
        find={t('templates.find')}
        empty={t('templates.empty')}
        actions={
          permissions.writesScopes && (
            <Button variant="primary" onClick={() => setEditing('')}>
              {t('template.create')}
            </Button>
          )
        }
      />
      {editing !== undefined && (
        <TemplateDialog
          name={editing || undefined}
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
