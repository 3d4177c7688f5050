import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { Issuer } from '../api/issuers';
import { JsonText } from '../dialogs/JsonText';
import { useText } from '../i18n/Language';
import { toClaimValues, toConditions } from '../trusts/claimConditions';
import { isJobKind } from '../trusts/claimFields';
import { conditionsJson, parseConditions } from '../trusts/conditions';
import type { ConditionValues } from '../trusts/trustValues';
import { ClaimFields } from './ClaimFields';

interface Props {
  kind: Issuer['kind'] | undefined;
  value: ConditionValues;
  disabled?: boolean;
  /** Returns the error of `conditions`, or of one claim: `claims.ref`. */
  errorOf(field: string): ReactNode;
  onChange(value: ConditionValues): void;
}

/** Field for the conditions of a trust: the fields of the platform with the JSON that they stand for, or the JSON alone. */
export function ConditionsField({ kind, value: { claims, json }, disabled, errorOf, onChange }: Props) {
  const { t } = useText();
  const jobs = kind && isJobKind(kind) ? kind : undefined;
  if (json === null && jobs) {
    const preview = conditionsJson(toConditions(jobs, claims));
    return (
      <SpaceBetween size="l">
        <ClaimFields
          kind={jobs}
          values={claims}
          disabled={disabled}
          errorOf={(claim) => errorOf(`claims.${claim}`)}
          onChange={(changed) => onChange({ claims: changed, json: null })}
        />
        <FormField label={t('conditions.json')} stretch errorText={errorOf('conditions')}>
          <JsonText label={t('conditions.json')} text={preview} />
        </FormField>
        {!disabled && (
          <Button formAction="none" onClick={() => onChange({ claims, json: preview })}>
            {t('conditions.editJson')}
          </Button>
        )}
      </SpaceBetween>
    );
  }
  const text = json ?? '[]';
  const conditions = parseConditions(text);
  const fields = jobs && conditions && toClaimValues(jobs, conditions);
  return (
    <SpaceBetween size="s">
      <FormField
        label={t('conditions.json')}
        description={t('conditions.jsonHint')}
        stretch
        errorText={errorOf('conditions')}
      >
        <Textarea
          value={text}
          rows={8}
          spellcheck={false}
          disabled={disabled}
          onChange={({ detail }) => onChange({ claims, json: detail.value })}
        />
      </FormField>
      {!disabled && jobs && (
        <FormField constraintText={fields ? undefined : t('conditions.noFields')}>
          <Button
            formAction="none"
            disabled={!fields}
            onClick={() => fields && onChange({ claims: fields, json: null })}
          >
            {t('conditions.editFields')}
          </Button>
        </FormField>
      )}
    </SpaceBetween>
  );
}
