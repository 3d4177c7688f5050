import type { AuditActor, AuditChange, AuditEvent, AuditTarget } from '../api/client';
import type { Key } from '../i18n/en';
import type { Text } from '../i18n/Language';

/** The actions that have a text. Later releases of the service can have more. */
export const ACTIONS = [
  'token.created',
  'token.updated',
  'token.enabled',
  'token.disabled',
  'token.regenerated',
  'token.deleted',
  'token.expired',
  'token.leaked',
  'token.retiredSecretUsed',
  'token.purged',
  'tokens.expiring',
  'tokens.unused',
  'user.created',
  'user.updated',
  'user.enabled',
  'user.disabled',
  'user.deleted',
  'project.created',
  'project.updated',
  'project.deleted',
  'scope.created',
  'scope.updated',
  'scope.deleted',
  'scopeTemplate.created',
  'scopeTemplate.updated',
  'scopeTemplate.deleted',
  'issuer.created',
  'issuer.updated',
  'issuer.enabled',
  'issuer.disabled',
  'issuer.deleted',
  'trust.created',
  'trust.updated',
  'trust.enabled',
  'trust.disabled',
  'trust.deleted',
  'rules.created',
  'rules.updated',
  'rules.deleted',
  'bootstrap.used',
  'bootstrap.updated',
  'bootstrap.deleted',
  'pepper.created',
  'pepper.updated',
  'pepper.deleted',
  'record.unparsed',
] as const;

export const TARGET_KINDS = [
  'token',
  'user',
  'project',
  'scope',
  'scopeTemplate',
  'issuer',
  'trust',
  'rules',
  'bootstrap',
  'pepper',
  'record',
] as const;
export const ACTOR_KINDS = ['token', 'iam', 'possession', 'exchange', 'service', 'unknown'] as const;

/** The labels of fields that the console shows elsewhere. Other fields have their name in the API. */
const FIELDS: Record<string, Key> = {
  name: 'column.name',
  description: 'token.description',
  enabled: 'status.enabled',
  owner: 'column.user',
  createdBy: 'column.createdBy',
  creationDate: 'column.createdAt',
  project: 'token.project',
  trust: 'token.trust',
  subject: 'token.subject',
  personalAccessToken: 'token.personal',
  expirationDate: 'column.expiresAt',
  scopes: 'token.scopes',
  allowedIps: 'token.allowedIps',
  disabledReason: 'token.disabledReason',
  unusedMarkedDate: 'token.unusedMarkedAt',
  regeneratedDate: 'token.regeneratedAt',
  previousSecretValidUntil: 'token.previousValueUntil',
  lastUsedDate: 'column.lastAccessedAt',
  lastUsedIpAddress: 'token.lastAddress',
  firstName: 'user.firstName',
  lastName: 'user.lastName',
  displayName: 'project.displayName',
  email: 'user.email',
  language: 'user.language',
  manageOwnTokens: 'user.manages',
  leads: 'user.leads',
  identities: 'user.identities',
  issuer: 'trust.issuer',
  conditions: 'trust.conditions',
  lifetimeSeconds: 'trust.lifetime',
  maxCreatedDays: 'trust.maxCreatedDays',
  kind: 'issuer.kind',
  audiences: 'issuer.audiences',
  jwks: 'issuer.keys',
  singleUse: 'issuer.singleUse',
  maxAgeSeconds: 'issuer.maxAge',
};

/** The values of `disabledReason`. */
const REASONS = { leaked: 'status.leaked', unused: 'scopeUse.unused' } as const;

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$/;

type Words = Pick<Text, 't' | 'exactTime'>;

function isOneOf<T extends string>(known: readonly T[], value: string): value is T {
  return (known as readonly string[]).includes(value);
}

export function actionText({ action, type }: Pick<AuditEvent, 'action' | 'type'>, { t }: Words): string {
  return isOneOf(ACTIONS, action) ? t(`event.${action}`) : type;
}

export function kindText(kind: string, { t }: Words): string {
  return isOneOf(TARGET_KINDS, kind) ? t(`kind.${kind}`) : kind;
}

/** Names a target: a token by its name, everything else by its id. */
export function targetName({ name, id }: AuditTarget): string {
  return name ?? id;
}

/** Names who made a change, in a sentence or a cell. */
export function actorText(actor: AuditActor, { t }: Words): string {
  switch (actor.kind) {
    case 'token':
      return actor.owner ?? actor.tokenId ?? actor.kind;
    case 'iam':
      return t('actor.iam', { function: actor.function ?? '' });
    case 'possession':
      return t('actor.possession');
    case 'exchange':
      return t('actor.exchange', { trust: actor.trust ?? '', subject: actor.subject ?? '' });
    case 'service':
      return actor.service ?? actor.kind;
    case 'unknown':
      return t('actor.unknown');
    default:
      return actor.kind;
  }
}

/** Says by whom and when what an event names was deleted. An expired token is removed without a caller. */
export function deletionText(name: string, { action, actor, time }: AuditEvent, words: Words): string {
  const { t, exactTime } = words;
  const values = { name, actor: actorText(actor, words), time: exactTime(time) };
  if (action === 'token.purged') return t('deleted.purged', values);
  if (actor.kind === 'unknown') return t('deleted.byUnknown', values);
  if (!actor.owner) return t('deleted.byOther', values);
  return actor.sourceIp ? t('deleted.byFrom', { ...values, address: actor.sourceIp }) : t('deleted.by', values);
}

export function fieldText(field: string, { t }: Words): string {
  const key = FIELDS[field];
  return key ? t(key) : field;
}

/** Formats the value of a field. Booleans, dates and reasons are written as elsewhere in the console. */
export function valueText(field: string, value: unknown, { t, exactTime }: Words): string {
  if (field === 'disabledReason' && (value === 'leaked' || value === 'unused')) return t(REASONS[value]);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'string') return DATE.test(value) ? exactTime(value) : value;
  return value === undefined ? '–' : JSON.stringify(value);
}

/** Describes the change of one field. */
export function changeText({ field, from, to, added = [], removed = [], omitted }: AuditChange, words: Words): string {
  const label = fieldText(field, words);
  if (omitted) return label;
  if (added.length + removed.length > 0)
    return `${label}: ${[...added.map((one) => `+ ${one}`), ...removed.map((one) => `− ${one}`)].join(', ')}`;
  if (from === undefined) return `${label}: ${valueText(field, to, words)}`;
  if (to === undefined) return `${label}: ${valueText(field, from, words)} → –`;
  return `${label}: ${valueText(field, from, words)} → ${valueText(field, to, words)}`;
}

/** Returns a line for each change of an event, and for what else it tells. */
export function changeTexts({ changes, leak, retiredSecretUse, tokens = [] }: AuditEvent, words: Words): string[] {
  const lines = changes.map((change) => changeText(change, words));
  if (leak?.source) lines.push(words.t('events.foundAt', { source: leak.source }));
  if (retiredSecretUse)
    lines.push(
      words.t('events.retiredUse', {
        count: retiredSecretUse.count,
        first: words.exactTime(retiredSecretUse.firstAt),
        last: words.exactTime(retiredSecretUse.lastAt),
        address: retiredSecretUse.sourceIp ?? '–',
      }),
    );
  for (const { name, id, expirationDate } of tokens)
    lines.push(
      `${name ?? id}${expirationDate ? `, ${fieldText('expirationDate', words)}: ${words.exactTime(expirationDate)}` : ''}`,
    );
  return lines;
}
