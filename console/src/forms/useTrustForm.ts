import type { Issuer } from '../api/issuers';
import { useSession } from '../auth/SessionProvider';
import { useText } from '../i18n/Language';
import { containsIdToken } from '../text/idToken';
import { serverNow } from '../time/serverClock';
import { claimErrors } from '../trusts/claimConditions';
import { isJobKind } from '../trusts/claimFields';
import { parseConditions } from '../trusts/conditions';
import { lifetimesOf, type ConditionValues, type TrustValues } from '../trusts/trustValues';
import { parseAddresses } from './addresses';
import { addressesError, expiryError, NO_LIMITS } from './limits';
import { PROJECT_NAME } from './projectName';
import { scopesError } from './scopeOptions';
import { technicalUser, USER_NAME } from './userName';
import type { FieldErrors } from './useSubmit';

const FIELDS = [
  'name',
  'issuer',
  'scopes',
  'lifetimeSeconds',
  'allowedIps',
  'description',
  'expirationDate',
  'enabled',
];
const JOB_FIELDS = ['conditions', 'project', 'owner'];
const PEOPLE_FIELDS = ['maxCreatedDays'];

/** What the form of a trust derives from its values. */
export function useTrustForm(values: TrustValues, kind: Issuer['kind'] | undefined) {
  const { configuration, me, permissions } = useSession();
  const text = useText();
  const { t } = text;
  const isForPeople = kind === 'people';
  // A lead may choose a technical user too. The API rejects it for any other project.
  const choosesOwner = permissions.managesAll || (permissions.readsProjects && !permissions.project);
  const proposed = values.project && technicalUser(values.project);
  const owner = values.owner ?? (choosesOwner ? proposed : me.owner);
  const { min, max } = lifetimesOf(kind);
  const days = Number(values.maxCreatedDays);
  const errors: FieldErrors = {
    issuer: values.issuer ? undefined : t('required'),
    scopes: scopesError(values.scopes, t),
    lifetimeSeconds: isWithin(values.lifetime, min, max) ? undefined : t('trust.lifetimeHint', { min, max }),
    allowedIps: addressesError(parseAddresses(values.addresses, t), configuration.limits, t),
    expirationDate: expiryError(values.expiry, NO_LIMITS, serverNow(), text),
    ...(isForPeople
      ? { maxCreatedDays: Number.isInteger(days) && days > 0 ? undefined : t('trust.wholeDays') }
      : {
          project: PROJECT_NAME.test(values.project) ? undefined : t(values.project ? 'project.malformed' : 'required'),
          owner: USER_NAME.test(owner) ? undefined : t(owner ? 'user.malformed' : 'required'),
          ...conditionErrors(values.conditions, kind, t),
        }),
  };
  return { choosesOwner, owner, errors, fields: [...FIELDS, ...(isForPeople ? PEOPLE_FIELDS : JOB_FIELDS)] };
}

function isWithin(text: string, min: number, max: number): boolean {
  const seconds = Number(text);
  return text !== '' && Number.isInteger(seconds) && seconds >= min && seconds <= max;
}

function conditionErrors(
  { claims, json }: ConditionValues,
  kind: Issuer['kind'] | undefined,
  t: Parameters<typeof claimErrors>[2],
): FieldErrors {
  if (json === null) {
    const errors = kind && isJobKind(kind) ? claimErrors(kind, claims, t) : {};
    return Object.fromEntries(Object.entries(errors).map(([claim, error]) => [`claims.${claim}`, error]));
  }
  if (containsIdToken(json)) return { conditions: t('conditions.idToken') };
  return { conditions: parseConditions(json) ? undefined : t('conditions.malformed') };
}
