import { expect, test } from 'vitest';
import type { Key } from '../i18n/en';
import en from '../i18n/english';
import { translate, type Values } from '../i18n/translate';
import {
  conditionsJson,
  conditionText,
  isPattern,
  parseClaims,
  parseConditions,
  sameConditions,
  type Condition,
} from './conditions';

const t = (key: Key, values?: Values) => translate(en, key, values);

test.each([
  ['refs/heads/*', true],
  ['repo:a@7/w@1:ref:refs/heads/**', true],
  ['repo:acme/web*:ref:refs/heads/main', true],
  ['refs/*/a/*/b/*', true],
  ['refs/*/a/*/b/*/c/*', false],
  ['refs/a*b*c', false],
  ['refs/**/main', false],
  ['refs/***', false],
  ['ref*', false],
  ['**', false],
  ['^refs/heads/*', false],
  ['refs/heads/[a-z]*', false],
  ['refs/heads/a b*', false],
  [`refs/${'a'.repeat(250)}*`, true],
  [`refs/${'a'.repeat(251)}*`, false],
])('whether %s is a pattern: %s', (text, expected) => {
  expect(isPattern(text)).toBe(expected);
});

test('conditions are the same in any order, but not for another type', () => {
  const one = { claim: 'ref', equals: 'a' };
  const other = { claim: 'sub', anyOf: ['b'] };
  expect(sameConditions([one, other], [other, one])).toBe(true);
  expect(sameConditions([{ claim: ['a'], equals: '1' }], [{ claim: 'a', equals: '1' }])).toBe(true);
  expect(sameConditions([{ claim: 'a', equals: '1' }], [{ claim: 'a', equals: 1 }])).toBe(false);
});

test('the JSON has one condition per line', () => {
  expect(conditionsJson([])).toBe('[]');
  const conditions = [
    { claim: 'repository_id', equals: '456789' },
    { claim: ['kubernetes.io', 'uid'], equals: 1 },
    { claim: 'ref', anyOf: ['a', 'b'] },
  ];
  expect(conditionsJson(conditions)).toBe(
    `[
  {"claim": "repository_id", "equals": "456789"},
  {"claim": ["kubernetes.io", "uid"], "equals": 1},
  {"claim": "ref", "anyOf": ["a", "b"]}
]`,
  );
});

test.each(['', '{}', '[1]', '[{"equals":"a"}]', '[{"claim":"a"},]'])('%j is not a list of conditions', (text) => {
  expect(parseConditions(text)).toBeUndefined();
});

test.each<[Condition, string]>([
  [{ claim: 'ref', equals: 'main' }, 'ref is "main"'],
  [{ claim: 'email_verified', equals: true }, 'email_verified is true'],
  [{ claim: ['a', 'b.c'], anyOf: [1, 2] }, 'a → b.c is one of 1, 2'],
  [{ claim: 'groups', contains: 'ops' }, 'groups contains "ops"'],
  [{ claim: 'ref', like: 'refs/*' }, 'ref matches "refs/*"'],
])('%j is described', (condition, text) => {
  expect(conditionText(condition, t)).toBe(text);
});

test.each([
  ['{"sub":"x"}', { sub: 'x' }],
  ['["x"]', undefined],
  ['null', undefined],
  ['x', undefined],
])('the claims of %s', (text, claims) => {
  expect(parseClaims(text)).toEqual(claims);
});
