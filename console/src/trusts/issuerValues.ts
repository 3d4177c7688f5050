import type { Issuer, IssuerUpdate } from '../api/issuers';
import type { Text } from '../i18n/Language';

/** What the form of an issuer changes, as it shows it. */
export interface IssuerValues {
  kind: Issuer['kind'];
  issuer: string;
  /** One per line. */
  audiences: string;
  singleUse: boolean;
  maxAgeSeconds: string;
  /** A key set as JSON; empty if the issuer publishes its keys. */
  jwks: string;
  clientId: string;
  /** One per line. */
  redirectUris: string;
  scope: string;
  linkClaim: string;
  /** What the sign-in page calls the issuer; empty for its name. */
  label: string;
  enabled: boolean;
}

/** What is proposed for each kind. An issuer that is fixed cannot be another one. */
const KINDS: Record<Issuer['kind'], { issuer: string; fixed?: boolean; example?: string }> = {
  github: { issuer: 'https://token.actions.githubusercontent.com', fixed: true },
  gitlab: { issuer: 'https://gitlab.com' },
  aws: { issuer: '', example: 'https://UUID.tokens.sts.global.api.aws' },
  google: { issuer: 'https://accounts.google.com', fixed: true },
  kubernetes: { issuer: '', example: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE' },
  custom: { issuer: '', example: 'https://ci.example.com' },
  people: { issuer: '', example: 'https://login.example.com' },
};

/** The token of a service account is a file, which is read again. */
export function isSingleUse(kind: Issuer['kind']): boolean {
  return kind !== 'kubernetes';
}

export const ISSUER_KINDS = Object.keys(KINDS) as Issuer['kind'][];

export const MAX_AGES = { min: 60, max: 86_400, proposed: 3_600 };
const MAX_AUDIENCES = 5;
const AUDIENCE = /^[!-~]{8,256}$/;
// Only a stack on a laptop accepts issuers without TLS, and only its own.
const ISSUER = /^https:\/\/[!-~]{1,504}$|^http:\/\/(localhost|127\.0\.0\.1)[:/][!-~]{1,480}$/;

export function issuerOf(kind: Issuer['kind']) {
  return KINDS[kind];
}

/**
 * Returns the values that the form proposes.
 *
 * @param api the root URL of the API, which no other service has as its audience
 * @param signedIn the page of the console to which people return
 */
export function newIssuer(kind: Issuer['kind'], api: URL, signedIn: URL): IssuerValues {
  return {
    kind,
    issuer: KINDS[kind].issuer,
    audiences: api.href.replace(/\/$/, ''),
    singleUse: isSingleUse(kind),
    maxAgeSeconds: String(MAX_AGES.proposed),
    jwks: '',
    clientId: '',
    redirectUris: signedIn.href,
    scope: 'openid',
    linkClaim: '',
    label: '',
    enabled: true,
  };
}

export function toIssuerValues(issuer: Issuer): IssuerValues {
  return {
    kind: issuer.kind,
    issuer: issuer.issuer,
    audiences: issuer.audiences.join('\n'),
    singleUse: issuer.singleUse,
    maxAgeSeconds: String(issuer.maxAgeSeconds),
    jwks: issuer.jwks ? JSON.stringify(issuer.jwks, null, 2) : '',
    clientId: issuer.clientId ?? '',
    redirectUris: (issuer.redirectUris ?? []).join('\n'),
    scope: issuer.scope ?? '',
    linkClaim: issuer.linkClaim ?? '',
    label: issuer.label ?? '',
    enabled: issuer.enabled,
  };
}

const linesOf = (text: string) => [...new Set(text.split('\n').flatMap((line) => line.trim() || []))];

/** Returns the request for the values, which have no errors. */
export function toIssuerUpdate(values: IssuerValues): IssuerUpdate {
  const { kind, issuer, singleUse, maxAgeSeconds, enabled, jwks } = values;
  return {
    kind,
    issuer,
    singleUse,
    maxAgeSeconds: Number(maxAgeSeconds),
    enabled,
    // Only the keys of a cluster can be uploaded.
    ...(kind === 'kubernetes' && { jwks: jwks.trim() ? (JSON.parse(jwks) as IssuerUpdate['jwks']) : null }),
    ...(kind === 'people'
      ? {
          // People sign in with the client alone.
          audiences: [values.clientId],
          clientId: values.clientId,
          redirectUris: linesOf(values.redirectUris),
          scope: values.scope,
          linkClaim: values.linkClaim || null,
          label: values.label.trim() || null,
        }
      : { audiences: linesOf(values.audiences) }),
  };
}

/** Returns the error of each field, by its name in the API. */
export function issuerErrors(values: IssuerValues, t: Text['t']): Record<string, string | undefined> {
  const { issuer, maxAgeSeconds, jwks } = values;
  const age = Number(maxAgeSeconds);
  const required = (text: string) => (text.trim() ? undefined : t('required'));
  const isAge = maxAgeSeconds !== '' && Number.isInteger(age) && age >= MAX_AGES.min && age <= MAX_AGES.max;
  return {
    issuer: required(issuer) ?? (ISSUER.test(issuer) ? undefined : t('issuer.malformed')),
    maxAgeSeconds: isAge ? undefined : t('issuer.maxAgeHint', { min: MAX_AGES.min, max: MAX_AGES.max }),
    jwks: isJsonObject(jwks) ? undefined : t('issuer.keysMalformed'),
    ...(values.kind === 'people'
      ? {
          clientId: required(values.clientId),
          redirectUris: required(values.redirectUris),
          scope: required(values.scope),
        }
      : { audiences: required(values.audiences) ?? audiencesError(linesOf(values.audiences), t) }),
  };
}

function audiencesError(audiences: string[], t: Text['t']): string | undefined {
  if (audiences.length > MAX_AUDIENCES) return t('issuer.audienceCount');
  return audiences.every((audience) => AUDIENCE.test(audience)) ? undefined : t('issuer.audienceMalformed');
}

function isJsonObject(text: string): boolean {
  if (!text.trim()) return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
