import Button from '@cloudscape-design/components/button';
import { useEffect, useState } from 'react';
import { useSession } from '../auth/SessionProvider';
import { useDebounced } from '../forms/useUserSuggestions';
import { useText } from '../i18n/Language';
import { navigate } from '../route/location';
import { useTableState } from '../tables/state';
import { TrustTable } from '../tables/TrustTable';

/** The trusts of all projects that the user sees, or of one. */
export default function Trusts() {
  const { permissions } = useSession();
  const { t } = useText();
  const { query, change } = useTableState('');
  const applied = query.get('project') ?? '';
  const [project, setProject] = useState(applied);
  const wanted = useDebounced(project);
  useEffect(() => {
    if (wanted !== applied) change({ project: wanted }, true);
    // Only typed text changes the filter. Other changes of the URL must not be overwritten.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  return (
    <TrustTable
      project={applied}
      typed={project}
      onType={setProject}
      actions={
        permissions.writesTrusts && (
          <Button
            variant="primary"
            onClick={() => navigate(applied ? `trusts/_new?project=${encodeURIComponent(applied)}` : 'trusts/_new')}
          >
            {t('trust.create')}
          </Button>
        )
      }
    />
  );
}
