import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useSession } from '../auth/SessionProvider';
import { useApiQuery } from '../app/useApiQuery';
import { useDialogs } from '../dialogs/Dialogs';
import { useText } from '../i18n/Language';
import { isSelectable } from './scopeOptions';
import { useScopes } from './useScopes';

interface Props {
  value: string[];
  onChange(scopes: string[]): void;
}

/** Adds the scopes of a template to the selected ones, as far as they may be granted, and names the others. */
export function ScopeTemplatePicker({ value, onChange }: Props) {
  const { permissions } = useSession();
  const { notify } = useDialogs();
  const { t } = useText();
  const catalogue = useScopes();
  const { data: templates = [] } = useApiQuery(['scopeTemplates'], (client, signal) =>
    client.listScopeTemplates(signal),
  );
  if (templates.length === 0) return null;
  const add = (name: string) => {
    const wanted = templates.find((template) => template.name === name)?.scopes ?? [];
    const selection = { held: value, grants: permissions.grants };
    const added = wanted.filter((scope) => catalogue.some((one) => one.name === scope && isSelectable(one, selection)));
    onChange([...new Set([...value, ...added])]);
    const others = wanted.filter((scope) => !added.includes(scope));
    if (others.length > 0) notify('warning', t('template.notAdded', { scopes: others.join(', ') }));
  };
  return (
    <ButtonDropdown
      items={templates.map(({ name, description, scopes }) => ({
        id: name,
        text: name,
        secondaryText: description ?? scopes.join(', '),
      }))}
      onItemClick={({ detail }) => add(detail.id)}
    >
      {t('template.choose')}
    </ButtonDropdown>
  );
}
