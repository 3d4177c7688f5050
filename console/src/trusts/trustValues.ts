import type { Issuer } from '../api/issuers';
import type { Trust, TrustUpdate } from '../api/trusts';
import { addressesOf, parseAddresses, sameAddresses } from '../forms/addresses';
import type { Same } from '../forms/edits';
import { expiryOf, parseExpiry, sameExpiry, type Expiry } from '../forms/expiry';
import type { Text } from '../i18n/Language';
import { serverNow } from '../time/serverClock';
import { toClaimValues, toConditions, type ClaimValues } from './claimConditions';
import { isJobKind } from './claimFields';
import { conditionsJson, parseConditions, type Condition } from './conditions';

/** What the form of a trust changes, as it shows it. */
export interface TrustValues {
  issuer: string;
  description: string;
  conditions: ConditionValues;
  project: string;
  /** Null as long as it is not chosen. */
  owner: string | null;
  scopes: string[];
  lifetime: string;
  /** How many days a token that a person creates may live. */
  maxCreatedDays: string;
  addresses: string;
  expiry: Expiry;
  enabled: boolean;
}

/** The conditions as the fields of a platform, or as JSON. */
export interface ConditionValues {
  claims: ClaimValues;
  /** Null as long as the fields are used. */
  json: string | null;
}

type Kind = Issuer['kind'];

/** The bounds of the lifetime of the tokens, in seconds. */
export const LIFETIMES = {
  jobs: { min: 60, max: 3_600, proposed: 900 },
  people: { min: 300, max: 43_200, proposed: 3_600 },
};
const CREATED_DAYS = 90;

export function lifetimesOf(kind: Kind | undefined) {
  return kind === 'people' ? LIFETIMES.people : LIFETIMES.jobs;
}

export const NEW_TRUST: TrustValues = {
  issuer: '',
  description: '',
  conditions: { claims: {}, json: null },
  project: '',
  owner: null,
  scopes: [],
  lifetime: '',
  maxCreatedDays: String(CREATED_DAYS),
  addresses: '',
  expiry: { on: false, text: '' },
  enabled: true,
};

/** Returns the values of a trust. Conditions that no fields stand for are JSON. */
export function toValues(trust: Trust, kind: Kind | undefined): TrustValues {
  const conditions = trust.conditions ?? [];
  const claims = kind && isJobKind(kind) ? toClaimValues(kind, conditions) : undefined;
  return {
    issuer: trust.issuer,
    description: trust.description ?? '',
    conditions: claims ? { claims, json: null } : { claims: {}, json: conditionsJson(conditions) },
    project: trust.project ?? '',
    owner: trust.owner ?? null,
    scopes: trust.scopes,
    lifetime: String(trust.lifetimeSeconds),
    maxCreatedDays: String(trust.maxCreatedDays ?? CREATED_DAYS),
    addresses: addressesOf(trust.allowedIps),
    expiry: expiryOf(trust.expirationDate),
    enabled: trust.enabled,
  };
}

/** Returns the conditions of a form; undefined if their JSON cannot be parsed. */
export function conditionsOf({ claims, json }: ConditionValues, kind: Kind | undefined): Condition[] | undefined {
  if (json !== null) return parseConditions(json);
  return kind && isJobKind(kind) ? toConditions(kind, claims) : [];
}

export const sameValue: Same<TrustValues> = (field, one, other) => {
  if (field === 'expiry') return sameExpiry(one as Expiry, other as Expiry);
  if (field === 'addresses') return sameAddresses(one as string, other as string);
  if (field === 'conditions') return sameInput(one as ConditionValues, other as ConditionValues);
  return JSON.stringify(one) === JSON.stringify(other);
};

/** Compares what is typed and not what it means, because it must stay as it is typed. */
function sameInput(one: ConditionValues, other: ConditionValues): boolean {
  const filled = ({ claims }: ConditionValues) =>
    JSON.stringify(
      Object.entries(claims)
        .filter(([, text]) => text.trim())
        .sort(),
    );
  return one.json === other.json && (one.json !== null || filled(one) === filled(other));
}

/** Returns the request for the values, which have no errors. */
export function toUpdate(
  values: TrustValues,
  kind: Kind | undefined,
  { t, zone }: Pick<Text, 't' | 'zone'>,
): TrustUpdate {
  const isForPeople = kind === 'people';
  return {
    issuer: values.issuer,
    description: values.description || null,
    scopes: values.scopes,
    lifetimeSeconds: Number(values.lifetime),
    allowedIps: parseAddresses(values.addresses, t).sent,
    expirationDate: parseExpiry(values.expiry, serverNow(), zone, t).sent,
    enabled: values.enabled,
    ...(isForPeople
      ? { maxCreatedDays: Number(values.maxCreatedDays) }
      : {
          conditions: (conditionsOf(values.conditions, kind) ?? []) as TrustUpdate['conditions'],
          project: values.project,
          owner: values.owner,
        }),
  };
}

/** Returns the request that leaves a trust as it is. */
export function toUnchanged(trust: Trust): TrustUpdate {
  const { issuer, description, conditions, project, owner, scopes, lifetimeSeconds, maxCreatedDays } = trust;
  return {
    issuer,
    description: description ?? null,
    scopes,
    lifetimeSeconds,
    allowedIps: trust.allowedIps ?? null,
    expirationDate: trust.expirationDate ?? null,
    enabled: trust.enabled,
    ...(conditions && { conditions }),
    ...(project !== undefined && { project }),
    ...(owner !== undefined && { owner }),
    ...(maxCreatedDays !== undefined && { maxCreatedDays }),
  };
}
