import { expect, test } from 'vitest';
import { showsIssuer, type Issuer } from '../api/issuers';
import type { Key } from '../i18n/en';
import en from '../i18n/english';
import { translate, type Values } from '../i18n/translate';
import {
  ISSUER_KINDS,
  issuerErrors,
  newIssuer,
  toIssuerUpdate,
  toIssuerValues,
  type IssuerValues,
} from './issuerValues';

const t = (key: Key, values?: Values) => translate(en, key, values);
const API = new URL('https://tokens.example/e/prod/api/');
const SIGNED_IN = new URL('https://tokens.example/e/prod/api/console/signed-in');
const proposed = (kind: IssuerValues['kind']) => newIssuer(kind, API, SIGNED_IN);

test('GitHub needs no further input', () => {
  const values = proposed('github');
  expect(Object.values(issuerErrors(values, t)).filter(Boolean)).toEqual([]);
  expect(toIssuerUpdate(values)).toEqual({
    kind: 'github',
    issuer: 'https://token.actions.githubusercontent.com',
    audiences: ['https://tokens.example/e/prod/api'],
    singleUse: true,
    maxAgeSeconds: 3_600,
    enabled: true,
  });
});

test('the client of people is their audience', () => {
  const values = { ...proposed('people'), issuer: 'https://login.example.com', clientId: 'console-client' };
  expect(Object.values(issuerErrors(values, t)).filter(Boolean)).toEqual([]);
  expect(toIssuerUpdate(values)).toMatchObject({
    audiences: ['console-client'],
    clientId: 'console-client',
    redirectUris: [SIGNED_IN.href],
    scope: 'openid',
    linkClaim: null,
    label: null,
  });
});

test('an issuer is sent as it was read, if nothing is changed in its form', () => {
  const issuer: Issuer = {
    name: 'cluster',
    kind: 'kubernetes',
    issuer: 'https://kubernetes.default.svc.cluster.local',
    audiences: ['tokenry-prod', 'tokenry-test'],
    singleUse: false,
    maxAgeSeconds: 600,
    enabled: false,
  };
  const { name, ...sent } = issuer;
  expect(name).toBe('cluster');
  expect(toIssuerUpdate(toIssuerValues(issuer))).toEqual({ ...sent, jwks: null });
  expect(showsIssuer(issuer, { ...sent, jwks: null })).toBe(true);
  expect(showsIssuer(issuer, { ...sent, maxAgeSeconds: 601 })).toBe(false);
});

test('each kind but the fixed ones needs a URL', () => {
  const missing = ISSUER_KINDS.filter((kind) => issuerErrors(proposed(kind), t).issuer === en.required);
  expect(missing).toEqual(['aws', 'kubernetes', 'custom', 'people']);
});

test.each<[Partial<IssuerValues>, string, string | undefined]>([
  [{ issuer: 'http://ci.example.com' }, 'issuer', en['issuer.malformed']],
  [{ issuer: 'http://localhost.example.com' }, 'issuer', en['issuer.malformed']],
  [{ issuer: 'http://127.0.0.1:8080/local/issuers/people' }, 'issuer', undefined],
  [{ issuer: 'https://ci.example.com/a b' }, 'issuer', en['issuer.malformed']],
  [{ audiences: '' }, 'audiences', en.required],
  [{ audiences: 'short' }, 'audiences', en['issuer.audienceMalformed']],
  [
    { audiences: 'a1234567\nb1234567\nc1234567\nd1234567\ne1234567\nf1234567' },
    'audiences',
    en['issuer.audienceCount'],
  ],
  [{ audiences: ' tokenry-prod \n\ntokenry-prod' }, 'audiences', undefined],
  [{ maxAgeSeconds: '59' }, 'maxAgeSeconds', 'Enter 60 to 86400 seconds.'],
  [{ maxAgeSeconds: '60.5' }, 'maxAgeSeconds', 'Enter 60 to 86400 seconds.'],
  [{ maxAgeSeconds: '' }, 'maxAgeSeconds', 'Enter 60 to 86400 seconds.'],
  [{ jwks: '[]' }, 'jwks', en['issuer.keysMalformed']],
  [{ jwks: '{"keys": []}' }, 'jwks', undefined],
])('the error of %j at %s', (changes, field, error) => {
  expect(issuerErrors({ ...proposed('gitlab'), ...changes }, t)[field]).toBe(error);
});
