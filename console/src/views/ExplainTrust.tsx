import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type FormEvent } from 'react';
import type { Explanation, Trust } from '../api/trusts';
import { useSession } from '../auth/SessionProvider';
import { useSubmit } from '../forms/useSubmit';
import type { Key } from '../i18n/en';
import { useText } from '../i18n/Language';
import { Name } from '../tables/cells';
import { containsIdToken } from '../text/idToken';
import { claimText, conditionText, parseClaims } from '../trusts/conditions';

/** Returns what the claims mean for an exchange. A rule of the kind of the issuer can reject what the conditions accept. */
function outcomeOf({ matches, conditions, violatedRule }: Explanation): Key {
  if (matches) return 'explain.matches';
  const isRejectedByRule = violatedRule !== undefined && conditions.every(({ holds }) => holds);
  return isRejectedByRule ? `explain.rule.${violatedRule}` : 'explain.differs';
}

/** Form that checks which conditions of a trust hold for some claims. Nothing is exchanged, and nothing is kept. */
export function ExplainTrust({ trust }: { trust: Trust }) {
  const { client } = useSession();
  const { t } = useText();
  const [text, setText] = useState('');
  const [result, setResult] = useState<Explanation>();
  const claims = parseClaims(text);
  const malformed = containsIdToken(text) ? t('explain.idToken') : t(text ? 'explain.malformed' : 'required');
  const { form, busy, submit, errorOf, otherErrors } = useSubmit({
    claims: claims && !containsIdToken(text) ? undefined : malformed,
  });
  const check = (event: FormEvent) => {
    event.preventDefault();
    setResult(undefined);
    void submit(async () => setResult(claims && (await client.explainTrust(trust.name, claims))));
  };
  const conditions = trust.conditions ?? [];
  const rows = (result?.conditions ?? []).map((row, index) => ({ ...row, condition: conditions[index] }));
  return (
    <form ref={form} onSubmit={check} noValidate>
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={t('explain.about')}>
              {t('explain.title')}
            </Header>
          }
        >
          <Form
            errorText={otherErrors('claims')}
            actions={
              <Button variant="primary" loading={busy !== undefined}>
                {t('explain.do')}
              </Button>
            }
          >
            <FormField
              label={t('explain.claims')}
              description={t('explain.claimsHint')}
              stretch
              errorText={errorOf('claims')}
            >
              <Textarea
                value={text}
                rows={10}
                spellcheck={false}
                ariaRequired
                placeholder={'{"repository_id": "456789", …}'}
                onChange={({ detail }) => setText(detail.value)}
              />
            </FormField>
          </Form>
        </Container>
        {result && (
          <>
            <div role="status">
              <Alert type={result.matches ? 'success' : 'error'}>{t(outcomeOf(result))}</Alert>
            </div>
            <Table
              items={rows}
              wrapLines
              enableKeyboardNavigation
              ariaLabels={{ tableLabel: t('trust.conditions') }}
              header={<Header variant="h2">{t('trust.conditions')}</Header>}
              columnDefinitions={[
                {
                  id: 'condition',
                  header: t('explain.condition'),
                  isRowHeader: true,
                  cell: ({ claim, condition }) => (
                    <Name of={condition ? conditionText(condition, t) : claimText(claim)} />
                  ),
                },
                {
                  id: 'holds',
                  header: t('explain.result'),
                  cell: ({ holds, found }) => (
                    <StatusIndicator type={holds ? 'success' : 'error'}>{t(`found.${found}`)}</StatusIndicator>
                  ),
                },
              ]}
            />
          </>
        )}
      </SpaceBetween>
    </form>
  );
}
