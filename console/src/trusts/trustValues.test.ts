import { expect, test } from 'vitest';
import { showsTrust, type Trust } from '../api/trusts';
import type { Key } from '../i18n/en';
import en from '../i18n/english';
import { translate, type Values } from '../i18n/translate';
import { conditionsOf, sameValue, toUnchanged, toUpdate, toValues } from './trustValues';

const text = { t: (key: Key, values?: Values) => translate(en, key, values), zone: 'UTC' as const };

const TRUST: Trust = {
  name: 'ci-web',
  issuer: 'github',
  conditions: [
    { claim: 'repository_id', equals: '456789' },
    { claim: 'repository_owner_id', equals: '123456' },
    { claim: 'ref', equals: 'refs/heads/main' },
  ],
  project: 'web',
  owner: 'ci-web',
  scopes: ['snapshots.upload'],
  lifetimeSeconds: 900,
  allowedIps: ['192.0.2.0/24'],
  enabled: true,
  expirationDate: '2999-03-18T10:37:42.000Z',
  description: 'nightly',
  createdBy: 'jane',
  creationDate: '2026-03-18T10:37:42.518Z',
};
const PEOPLE: Trust = {
  name: 'console',
  issuer: 'people',
  scopes: ['apiTokens.read'],
  lifetimeSeconds: 3_600,
  maxCreatedDays: 30,
  enabled: true,
  createdBy: 'jane',
  creationDate: '2026-03-18T10:37:42.518Z',
};

test('a trust is sent as it was read, if nothing is changed in its form', () => {
  const sent = toUpdate(toValues(TRUST, 'github'), 'github', text);
  expect(sent).toEqual({
    issuer: 'github',
    conditions: TRUST.conditions,
    project: 'web',
    owner: 'ci-web',
    scopes: ['snapshots.upload'],
    lifetimeSeconds: 900,
    allowedIps: ['192.0.2.0/24'],
    enabled: true,
    expirationDate: TRUST.expirationDate,
    description: 'nightly',
  });
  expect(showsTrust(TRUST, sent, new Date())).toBe(true);
  expect(toUnchanged(TRUST)).toEqual(sent);
});

test('a trust for people has neither conditions nor a project', () => {
  const sent = toUpdate(toValues(PEOPLE, 'people'), 'people', text);
  expect(sent).toEqual({
    issuer: 'people',
    scopes: ['apiTokens.read'],
    lifetimeSeconds: 3_600,
    maxCreatedDays: 30,
    allowedIps: null,
    enabled: true,
    expirationDate: null,
    description: null,
  });
  expect(toUnchanged(PEOPLE)).toEqual(sent);
});

test('conditions that no fields stand for are JSON', () => {
  const conditions = [{ claim: 'actor_id', equals: '7' }];
  const values = toValues({ ...TRUST, conditions }, 'github').conditions;
  expect(values).toEqual({ claims: {}, json: '[\n  {"claim": "actor_id", "equals": "7"}\n]' });
  expect(conditionsOf(values, 'github')).toEqual(conditions);
  expect(conditionsOf({ claims: {}, json: '[' }, 'github')).toBeUndefined();
});

test.each([
  [{}, true],
  [{ lifetimeSeconds: 600 }, false],
  [{ scopes: ['metrics.read'] }, false],
  [{ enabled: false }, false],
  [{ owner: 'jane' }, false],
  [{ allowedIps: null }, false],
  [{ description: null }, false],
  [{ expirationDate: null }, false],
  [{ conditions: TRUST.conditions?.slice(1) }, false],
  [{ conditions: TRUST.conditions?.toReversed() }, true],
])('whether a trust shows the update %j: %s', (changes, expected) => {
  expect(showsTrust(TRUST, { ...toUnchanged(TRUST), ...changes }, new Date())).toBe(expected);
});

test.each([
  [{ claims: { ref: 'a', sub: 'b' }, json: null }, { claims: { sub: 'b', ref: 'a', x: ' ' }, json: null }, true],
  [{ claims: { ref: 'a' }, json: null }, { claims: { ref: 'b' }, json: null }, false],
  [{ claims: {}, json: '[]' }, { claims: { ref: 'a' }, json: '[]' }, true],
  [{ claims: {}, json: '[]' }, { claims: {}, json: '[ ]' }, false],
  [{ claims: {}, json: '[]' }, { claims: {}, json: null }, false],
])('whether the input %j is %j: %s', (one, other, expected) => {
  expect(sameValue('conditions', one, other)).toBe(expected);
});
