import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { Issuer } from '../api/issuers';
import { useText } from '../i18n/Language';
import { ISSUER_KINDS, issuerOf, MAX_AGES, type IssuerValues } from '../trusts/issuerValues';

interface Props {
  values: IssuerValues;
  /** Whether the issuer exists, so that its kind and its URL do not change. */
  isSaved?: boolean;
  disabled?: boolean;
  errorOf(field: string): ReactNode;
  onChange(changes: Partial<IssuerValues>): void;
  /** What is shown below a field, such as what another user has saved in it. */
  below?(field: keyof IssuerValues): ReactNode;
}

/** The fields of an issuer but for its name. */
export function IssuerFields({ values, isSaved = false, disabled, errorOf, onChange: set, below }: Props) {
  const { t } = useText();
  const { kind } = values;
  const { fixed, example } = issuerOf(kind);
  const kinds = ISSUER_KINDS.map((value) => ({ value, label: t(`issuerKind.${value}`) }));
  const lines = (field: 'audiences' | 'redirectUris', label: string, description: string) => (
    <SpaceBetween size="l">
      <FormField label={label} description={description} errorText={errorOf(field)}>
        <Textarea
          value={values[field]}
          rows={2}
          spellcheck={false}
          disabled={disabled}
          ariaRequired
          onChange={({ detail }) => set({ [field]: detail.value })}
        />
      </FormField>
      {below?.(field)}
    </SpaceBetween>
  );
  const text = (field: 'clientId' | 'scope' | 'linkClaim' | 'label', label: string, description?: string) => (
    <SpaceBetween size="l">
      <FormField label={label} description={description} errorText={errorOf(field)}>
        <Input
          value={values[field]}
          spellcheck={false}
          disabled={disabled}
          ariaRequired={field !== 'linkClaim' && field !== 'label'}
          onChange={({ detail }) => set({ [field]: detail.value })}
        />
      </FormField>
      {below?.(field)}
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="l">
      <FormField label={t('issuer.kind')} errorText={errorOf('kind')}>
        <Select
          options={kinds}
          selectedOption={kinds.find(({ value }) => value === kind) ?? null}
          disabled={disabled || isSaved}
          onChange={({ detail }) => set({ kind: detail.selectedOption.value as Issuer['kind'] })}
        />
      </FormField>
      <FormField label={t('issuer.urlRequired')} description={t('issuer.urlHint')} errorText={errorOf('issuer')}>
        <Input
          value={values.issuer}
          placeholder={example}
          spellcheck={false}
          ariaRequired
          disabled={disabled}
          readOnly={isSaved || fixed === true}
          onChange={({ detail }) => set({ issuer: detail.value })}
        />
      </FormField>
      {kind === 'people' ? (
        <SpaceBetween size="l">
          {text('clientId', t('issuer.clientId'), t('issuer.clientIdHint'))}
          {lines('redirectUris', t('issuer.redirectUris'), t('issuer.redirectUrisHint'))}
          {text('scope', t('issuer.scope'), t('issuer.scopeHint'))}
          {text('linkClaim', t('optional', { label: t('issuer.linkClaim') }), t('issuer.linkClaimHint'))}
          {text('label', t('optional', { label: t('issuer.label') }), t('issuer.labelHint'))}
        </SpaceBetween>
      ) : (
        lines('audiences', t('issuer.audiencesRequired'), t('issuer.audiencesHint'))
      )}
      {kind !== 'people' && (
        <SpaceBetween size="l">
          <FormField errorText={errorOf('singleUse')}>
            <Checkbox
              checked={values.singleUse}
              disabled={disabled}
              description={t('issuer.singleUseHint')}
              onChange={({ detail }) => set({ singleUse: detail.checked })}
            >
              {t('issuer.singleUse')}
            </Checkbox>
          </FormField>
          {below?.('singleUse')}
        </SpaceBetween>
      )}
      <FormField
        label={t('issuer.maxAge')}
        description={t('issuer.maxAgeHint', { min: MAX_AGES.min, max: MAX_AGES.max })}
        errorText={errorOf('maxAgeSeconds')}
      >
        <Input
          type="number"
          inputMode="numeric"
          value={values.maxAgeSeconds}
          disabled={disabled}
          ariaRequired
          nativeInputAttributes={{ min: MAX_AGES.min, max: MAX_AGES.max }}
          onChange={({ detail }) => set({ maxAgeSeconds: detail.value })}
        />
      </FormField>
      {below?.('maxAgeSeconds')}
      {kind === 'kubernetes' && (
        <SpaceBetween size="l">
          <FormField
            label={t('optional', { label: t('issuer.keys') })}
            description={t('issuer.keysHint')}
            errorText={errorOf('jwks')}
          >
            <Textarea
              value={values.jwks}
              rows={3}
              spellcheck={false}
              disabled={disabled}
              placeholder={'{"keys": […]}'}
              onChange={({ detail }) => set({ jwks: detail.value })}
            />
          </FormField>
          {below?.('jwks')}
        </SpaceBetween>
      )}
      <Checkbox
        checked={values.enabled}
        disabled={disabled}
        description={t('issuer.enabledHint')}
        onChange={({ detail }) => set({ enabled: detail.checked })}
      >
        {t('status.enabled')}
      </Checkbox>
      {below?.('enabled')}
    </SpaceBetween>
  );
}
