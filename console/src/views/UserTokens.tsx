import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { User } from '../api/client';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { useReturnTarget } from '../route/returnTarget';
import { BulkButtons } from '../tables/BulkButtons';
import { DeleteCell, Name, NameCell, Time } from '../tables/cells';
import type { Column } from '../tables/columns';
import { TokenTable } from '../tables/TokenTable';
import { useTokenActions } from '../tables/useTokenActions';
import { useTokenPage } from '../tables/useTokenPage';
import { NewUserToken } from './NewUserToken';

/** Tab with the tokens of one user. */
export function UserTokens({ user }: { user: User }) {
  const owner = user.name;
  const { permissions } = useSession();
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const columns: Column[] = [
    { id: 'name', header: 'column.usage', sort: 'name', cell: (token) => <NameCell token={token} /> },
    {
      id: 'creationDate',
      header: 'column.createdAt',
      sort: 'creationDate',
      cell: ({ creationDate }) => <Time at={creationDate} />,
    },
    {
      id: 'createdBy',
      header: 'column.createdBy',
      sort: 'createdBy',
      hiddenOnPhone: true,
      cell: ({ createdBy }) => <Name of={createdBy ?? ''} />,
    },
  ];
  if (permissions.writesTokens) {
    columns.push({
      id: 'bin',
      header: 'column.delete',
      cell: (token) => <DeleteCell token={token} busy={busy.has(token.id)} onDelete={(one) => void remove(one)} />,
    });
  }
  const page = useTokenPage(columns, { owner: [owner] });
  const { busy, remove, changeAll } = useTokenActions(page);
  useReturnTarget();
  const { selected } = page;

  return (
    <>
      <TokenTable
        page={page}
        columns={columns}
        heading="h2"
        title={t('user.tokens')}
        filtered={false}
        selection={
          permissions.writesTokens && (
            <BulkButtons
              actions={['delete']}
              selected={selected}
              busy={busy}
              onChange={(action, tokens) => void changeAll(action, tokens)}
            />
          )
        }
        actions={
          permissions.writesTokens && (
            <Button
              variant="primary"
              iconName="add-plus"
              ariaLabel={t('user.addToken')}
              onClick={() => setAdding(true)}
            />
          )
        }
      />
      {adding && (
        <NewUserToken
          user={user}
          onClose={() => setAdding(false)}
          onCreated={() => {
            setAdding(false);
            page.reload();
          }}
        />
      )}
    </>
  );
}
