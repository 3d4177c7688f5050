import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Token, TokenPatch } from '../api/client';
import { useConfirmation } from '../dialogs/useConfirmation';
import { useText } from '../i18n/Language';
import { Name } from '../tables/cells';

interface Props {
  token: Token;
  busy: boolean;
  /** Changes the token. Absent if the user may not. */
  onChange?(ask: () => Promise<TokenPatch | undefined>): void;
}

/** When each scope of a token was last used, with a button that removes those that are not used. */
export function ScopeUse({ token, busy, onChange }: Props) {
  const { t, utcDay } = useText();
  const remove = useRemoval(token);
  const unused = token.unusedScopes ?? [];
  const days = new Map(token.scopeUse?.map(({ scope, lastUsedDate }) => [scope, lastUsedDate]));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={unused.length > 0 && t('scopeUse.unusedHint')}
          actions={
            unused.length > 0 &&
            onChange && (
              <Button formAction="none" loading={busy} onClick={() => onChange(remove)}>
                {t('scopeUse.remove')}
              </Button>
            )
          }
        >
          {t('scopeUse.title')}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={token.scopes.map((scope) => ({
          label: scope,
          value: (
            <>
              {utcDay(days.get(scope)) ?? '–'}
              {unused.includes(scope) && (
                <div>
                  <StatusIndicator type="warning">{t('scopeUse.unused')}</StatusIndicator>
                </div>
              )}
            </>
          ),
        }))}
      />
    </Container>
  );
}

/** Returns a function that asks to remove the unused scopes or, if no other would remain, to disable the token. */
function useRemoval({ name, scopes, unusedScopes = [] }: Token): () => Promise<TokenPatch | undefined> {
  const confirm = useConfirmation();
  const { t } = useText();
  const remaining = scopes.filter((scope) => !unusedScopes.includes(scope));
  return async () => {
    if (remaining.length === 0) {
      const text = t('scopeUse.disable', { name });
      return (await confirm({ title: t('disable.title'), text, action: t('disable.do') }))
        ? { enabled: false }
        : undefined;
    }
    const text = (
      <>
        <p>{t('scopeUse.ask', { name })}</p>
        <ul>
          {unusedScopes.map((scope) => (
            <li key={scope}>
              <Name of={scope} />
            </li>
          ))}
        </ul>
      </>
    );
    const confirmed = await confirm({ title: t('scopeUse.askTitle'), text, action: t('scopeUse.remove') });
    return confirmed ? { scopes: remaining } : undefined;
  };
}
