import { createContext, Fragment, use, useCallback, useMemo, type ReactNode } from 'react';
import type { Limits } from '../api/client';
import { ApiError, type Violation } from '../api/error';
import { LostWriteError } from '../api/lostWrites';
import type { components } from '../api/schema';
import { latestExpiry } from '../forms/limits';
import { serverNow } from '../time/serverClock';
import type { Key } from './en';
import { useText, type Text } from './Language';
import type { Values } from './translate';

type Schemas = components['schemas'];
type Reason = Schemas['ErrorReason'] | Schemas['ViolationReason'];

/** The texts for reasons whose text depends on the field. */
export const FIELD_MESSAGE_KEYS = {
  pattern: {
    name: 'user.malformed',
    owner: 'user.malformed',
    project: 'project.malformed',
    issuer: 'issuer.malformed',
    audiences: 'issuer.audienceMalformed',
    jwks: 'issuer.keysMalformed',
    redirectUris: 'issuer.uriMalformed',
  },
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
  'user-has-trusts': 'error.user-has-trusts',
  'project-has-trusts': 'error.project-has-trusts',
  'issuer-has-trusts': 'error.issuer-has-trusts',
  'owner-has-tokens': 'error.owner-has-tokens',
  'scope-in-use': 'error.scope-in-use',
  'scope-of-api': 'error.scope-of-api',
  'scope-limit': 'error.scope-limit',
  'token-limit': 'error.token-limit',
  'trust-limit': 'error.trust-limit',
  'name-taken': 'error.name-taken',
  'identity-taken': 'error.identity-taken',
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
  'invalid-condition': 'violation.invalid-condition',
  'pin-required': 'violation.pin-required',
  'foreign-audience': 'violation.foreign-audience',
  'unsafe-claim': 'violation.unsafe-claim',
  'keys-unavailable': 'violation.keys-unavailable',
  'scope-not-for-jobs': 'violation.scope-not-for-jobs',
  'malformed-date': 'expiry.malformed',
  'in-the-past': 'expiry.past',
  'no-time': 'violation.no-time',
  'max-lifetime': 'expiry.tooLate',
  'expiration-required': 'violation.expiration-required',
  'addresses-required': 'violation.addresses-required',
  'needs-user': 'violation.needs-user',
  'contains-token': 'violation.contains-token',
  'read-only': 'violation.read-only',
  'own-user': 'error.own-user',
  expired: 'violation.expired',
  leaked: 'violation.leaked',
  'owner-disabled': 'violation.owner-disabled',
  'bootstrap-token': 'violation.bootstrap-token',
  'exchanged-token': 'violation.exchanged-token',
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

/** What the session knows that errors name. */
export interface ErrorFacts {
  limits: Limits;
  grants(scope: string): boolean;
  /** How many days what a signed-in person creates may be valid, if that is limited. */
  maxCreatedDays?: number;
}

/** The facts of the session; undefined on the sign-in page. */
export const ErrorFactsContext = createContext<ErrorFacts | undefined>(undefined);

export interface Wording extends Pick<Text, 't' | 'time'> {
  facts?: ErrorFacts;
}

type ValuesOf = (subject: { value?: unknown; sent?: unknown }, wording: Wording) => Values | undefined;

const nameSent: ValuesOf = ({ value }) => (typeof value === 'string' ? { value } : undefined);

/** The values in the texts of some reasons. If they are not known, the message of the API is shown instead. */
const VALUES: Partial<Record<Reason, ValuesOf>> = {
  'unknown-scope': nameSent,
  'deprecated-scope': nameSent,
  'unknown-project': nameSent,
  'scope-not-held': ({ sent }, { facts }) => {
    const scopes = (sent as { scopes?: string[] } | undefined)?.scopes?.filter((scope) => !facts?.grants(scope));
    return facts && scopes?.length ? { scopes: scopes.join(', ') } : undefined;
  },
  'token-limit': (_, { facts }) => {
    const count = facts?.limits.maxTokensPerOwner;
    return count === undefined ? undefined : { count };
  },
  'max-lifetime': (_, { facts, time }) => {
    const latest = facts && latestExpiry(facts.limits, serverNow());
    return latest && { days: facts.limits.maxTokenLifetime ?? '', time: time(latest) };
  },
};

/** Returns what errors are described with in the current language. */
export function useWording(): Wording {
  const { t, time } = useText();
  const facts = use(ErrorFactsContext);
  return useMemo(() => ({ t, time, facts }), [t, time, facts]);
}

/** Returns the function that describes an error in the current language. */
export function useErrorMessage(): (error: unknown) => ReactNode {
  const wording = useWording();
  return useCallback((error) => errorMessage(error, wording), [wording]);
}

/**
 * Describes an error by the reasons of its violations, by its own reason, or by its status. If none has a text, the
 * message of the API is shown, which is always in English.
 */
export function errorMessage(error: unknown, wording: Wording): ReactNode {
  const { t } = wording;
  if (error instanceof LostWriteError) return t(`lost.${error.effect}`);
  if (!(error instanceof ApiError)) return t('error.unknown');
  if (error.violations.some(({ reason }) => reason)) return violationMessages(error.violations, wording);
  const days = wording.facts?.maxCreatedDays;
  if (error.reason === 'outlives' && days !== undefined) return t('expiry.outlives', { days });
  const known = entry(MESSAGE_KEYS, error.reason);
  const values = valuesOf(error.reason, error, wording);
  const key = values ? (known ?? STATUS_MESSAGE_KEYS[error.status]) : undefined;
  return describe(key, error.message, t, { seconds: error.retryAfter ?? DEFAULT_RETRY_SECONDS, ...values });
}

/** Describes violations of a request, each text once. */
export function violationMessages(violations: Violation[], wording: Wording): ReactNode {
  const messages = [...new Set(violations.map((violation) => violationMessage(violation, wording)))];
  if (messages.length < 2) return messages[0];
  return messages.map((message, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      {message}
    </Fragment>
  ));
}

/** Describes a violation by its reason, or by the message of the API if the reason has no text. */
export function violationMessage(violation: Violation, wording: Wording): ReactNode {
  const { path, reason, message } = violation;
  const fields: Readonly<Record<string, Key>> | undefined = entry(FIELD_MESSAGE_KEYS, reason);
  const key = fields ? entry(fields, path.replace(/\[\d+\]$/, '')) : entry(MESSAGE_KEYS, reason);
  const values = valuesOf(reason, violation, wording);
  return describe(values && key, message, wording.t, values);
}

/** Returns the values in the text of a reason, or undefined if it needs some that are not known. */
function valuesOf(reason: string | undefined, ...about: Parameters<ValuesOf>): Values | undefined {
  const values = entry(VALUES, reason);
  return values ? values(...about) : {};
}

/** Fills in a text, with the API's message at its placeholder. Without a text, returns the message alone. */
function describe(key: Key | undefined, words: string, t: Text['t'], values?: Values): ReactNode {
  if (!key) return words ? <English words={words} /> : t('error.unknown');
  const place = '\0';
  const [before = '', after] = t(key, { ...values, message: place }).split(place);
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
