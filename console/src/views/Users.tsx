import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { UserTable } from '../tables/UserTable';
import { NewUser } from './NewUser';

/** Users to whom tokens are assigned. */
export default function Users() {
  const { permissions } = useSession();
  const { t } = useText();
  const [making, setMaking] = useState(false);
  return (
    <>
      <UserTable
        actions={
          permissions.writesUsers && (
            <Button variant="primary" onClick={() => setMaking(true)}>
              {t('user.create')}
            </Button>
          )
        }
      />
      {making && (
        <NewUser
          onCancel={() => setMaking(false)}
          onCreated={(name) => navigate(`users/${encodeURIComponent(name)}`)}
        />
      )}
    </>
  );
}
