import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useSession } from '../auth/Session';
import { useText } from '../i18n/Language';
import { go } from '../route/location';
import { UserTable } from '../tables/UserTable';
import { NewUser } from './NewUser';

/** The people that tokens are assigned to. */
export function Users() {
  const { rights } = useSession();
  const { t } = useText();
  const [making, setMaking] = useState(false);
  return (
    <>
      <UserTable
        actions={
          rights.writesUsers && (
            <Button variant="primary" onClick={() => setMaking(true)}>
              {t('user.create')}
            </Button>
          )
        }
      />
      {making && (
        <NewUser onCancel={() => setMaking(false)} onMade={(name) => go(`users/${encodeURIComponent(name)}`)} />
      )}
    </>
  );
}
