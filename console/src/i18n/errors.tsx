import { Fragment, useCallback, type ReactNode } from 'react';
import { ApiError, type Violation } from '../api/error';
import { LostWriteError } from '../api/lostWrites';
import type { components } from '../api/schema';
import type { Key } from './en';
import { useText, type Text } from './Language';

type Schemas = components['schemas'];
type Reason = Schemas['ErrorReason'] | Schemas['ViolationReason'];

/** The texts for reasons whose text depends on the field. */
export const FIELD_MESSAGE_KEYS = {
  pattern: { name: 'user.malformed', owner: 'user.malformed', project: 'project.malformed' },
  'too-long': {
    description: 'violation.too-long',
    text: 'violation.long-filter',
    apiTokenSelector: 'violation.long-filter',
  },
} as const satisfies Partial<Record<Reason, Record<string, Key>>>;

/** The text for each other reason of an error or a violation. The compiler reports a reason without a text. */
export const MESSAGE_KEYS = {
  unauthorized: 'error.401',
  'missing-scope': 'error.missing-scope',
  'other-project': 'error.other-project',
  'access-denied': 'error.access-denied',
  'management-not-allowed': 'error.management-not-allowed',
  'previous-secret': 'error.previous-secret',
  'scope-not-held': 'error.scope-not-held',
  'other-owner': 'error.other-owner',
  outlives: 'error.outlives',
  'other-addresses': 'error.other-addresses',
  'address-not-allowed': 'error.address-not-allowed',
  'personal-only': 'error.personal-only',
  'own-token': 'error.own-token',
  'users-bound': 'error.users-bound',
  'scopes-bound': 'error.scopes-bound',
  'not-found': 'error.404',
  'concurrent-change': 'error.concurrent-change',
  'regenerate-conflict': 'error.regenerate-conflict',
  'user-has-tokens': 'error.user-has-tokens',
  'project-has-tokens': 'error.project-has-tokens',
  'owner-has-tokens': 'error.owner-has-tokens',
  'scope-in-use': 'error.scope-in-use',
  'scope-of-api': 'error.scope-of-api',
  'scope-limit': 'error.scope-limit',
  'token-limit': 'error.token-limit',
  'name-taken': 'error.name-taken',
  'precondition-failed': 'error.412',
  'too-large': 'error.413',
  'unsupported-media-type': 'error.unknown',
  'idempotency-key-reused': 'error.idempotency-key-reused',
  throttled: 'error.429',
  internal: 'error.unknown',
  'bad-gateway': 'error.502',
  unavailable: 'error.503',
  'outcome-unknown': 'error.503',
  frozen: 'error.frozen',
  'gateway-timeout': 'error.502',
  'invalid-request': 'error.invalid-request',

  required: 'required',
  length: 'violation.length',
  'control-characters': 'violation.control-characters',
  'invalid-address': 'violation.invalid-address',
  'all-addresses': 'violation.all-addresses',
  'address-count': 'violation.address-count',
  'scope-count': 'violation.scope-count',
  'unknown-scope': 'violation.unknown-scope',
  'deprecated-scope': 'violation.deprecated-scope',
  'reserved-name': 'violation.reserved-name',
  'unknown-project': 'violation.unknown-project',
  'malformed-date': 'expiry.malformed',
  'in-the-past': 'expiry.past',
  'no-time': 'violation.no-time',
  'max-lifetime': 'violation.max-lifetime',
  'expiration-required': 'violation.expiration-required',
  'addresses-required': 'violation.addresses-required',
  'needs-user': 'violation.needs-user',
  'contains-token': 'violation.contains-token',
  'read-only': 'violation.read-only',
  'own-user': 'error.own-user',
  expired: 'violation.expired',
  'owner-disabled': 'violation.owner-disabled',
  'bootstrap-token': 'violation.bootstrap-token',
  'bulk-count': 'violation.bulk-count',
  'sort-limit': 'violation.sort-limit',
  'page-key': 'violation.page-key',
  'out-of-range': 'violation.out-of-range',
  'malformed-selector': 'violation.malformed-selector',
  // The console never sends such requests, except through a defect.
  'unknown-property': 'error.unknown',
  'not-supported': 'error.unknown',
  'unknown-value': 'error.unknown',
  'wrong-type': 'error.unknown',
  duplicate: 'error.unknown',
  inconsistent: 'error.unknown',
  'malformed-json': 'error.unknown',
} as const satisfies Record<Exclude<Reason, keyof typeof FIELD_MESSAGE_KEYS>, Key>;

/** The text for each HTTP status, for responses without a known reason. Status 0: no response was received. */
export const STATUS_MESSAGE_KEYS: Readonly<Record<number, Key>> = {
  0: 'error.network',
  401: 'error.401',
  403: 'error.403',
  404: 'error.404',
  409: 'error.409',
  412: 'error.412',
  413: 'error.413',
  429: 'error.429',
  502: 'error.502',
  503: 'error.503',
  504: 'error.502',
};

const DEFAULT_RETRY_SECONDS = 5;

/** Returns the function that describes an error in the current language. */
export function useErrorMessage(): (error: unknown) => ReactNode {
  const { t } = useText();
  return useCallback((error) => errorMessage(error, t), [t]);
}

/**
 * Describes an error by the reasons of its violations, by its own reason, or by its status. If none has a text, the
 * message of the API is shown, which is always in English.
 */
export function errorMessage(error: unknown, t: Text['t']): ReactNode {
  if (error instanceof LostWriteError) return t(`lost.${error.effect}`);
  if (!(error instanceof ApiError)) return t('error.unknown');
  if (error.violations.some(({ reason }) => reason)) return violationMessages(error.violations, t);
  const key = entry(MESSAGE_KEYS, error.reason) ?? STATUS_MESSAGE_KEYS[error.status];
  return describe(key, error.message, t, error.retryAfter);
}

/** Describes violations of a request, each text once. */
export function violationMessages(violations: Violation[], t: Text['t']): ReactNode {
  const messages = [...new Set(violations.map((violation) => violationMessage(violation, t)))];
  if (messages.length < 2) return messages[0];
  return messages.map((message, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      {message}
    </Fragment>
  ));
}

/** Describes a violation by its reason, or by the message of the API if the reason has no text. */
export function violationMessage({ path, reason, message }: Violation, t: Text['t']): ReactNode {
  const fields: Readonly<Record<string, Key>> | undefined = entry(FIELD_MESSAGE_KEYS, reason);
  const key = fields ? entry(fields, path.replace(/\[\d+\]$/, '')) : entry(MESSAGE_KEYS, reason);
  return describe(key, message, t);
}

/** Fills in a text, with the API's message at its placeholder. Without a text, returns the message alone. */
function describe(key: Key | undefined, words: string, t: Text['t'], retryAfter = DEFAULT_RETRY_SECONDS): ReactNode {
  if (!key) return words ? <English words={words} /> : t('error.unknown');
  const place = '\0';
  const [before = '', after] = t(key, { message: place, seconds: retryAfter }).split(place);
  if (after === undefined || !words) return before.trimEnd();
  return (
    <>
      {before}
      <English words={words} />
      {after}
    </>
  );
}

/** Marks the API's message as English, for screen readers. */
function English({ words }: { words: string }) {
  return <span lang="en">{words}</span>;
}

function entry<T extends object>(entries: T, name: string | undefined): T[keyof T] | undefined {
  return name !== undefined && Object.hasOwn(entries, name) ? entries[name as keyof T] : undefined;
}
