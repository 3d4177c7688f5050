import { expect, test } from 'vitest';
import type { CatalogueScope } from '../api/client';
import en from '../i18n/english';
import type { Text } from '../i18n/Language';
import { translate } from '../i18n/translate';
import { grouped, isSelectable, scopeMarks, scopeOption, scopesError } from './scopeOptions';

const t: Text['t'] = (key, values) => translate(en, key, values);
const scope = (name: string, more: Partial<CatalogueScope> = {}): CatalogueScope => ({
  name,
  description: `About ${name}`,
  source: 'vendor',
  aliases: [],
  ...more,
});
const anyScope = { held: [], grants: () => true };

test.each([
  [scope('metrics.read'), []],
  [scope('orders.read', { source: 'own' }), ['Own scope']],
  [scope('apiTokens.write', { source: 'builtin' }), ['Management scope']],
  [scope('scopes.write', { source: 'builtin' }), ['Management scope']],
  [scope('old', { source: 'own', deprecated: true }), ['Own scope', 'Deprecated']],
  [scope('AI', { deprecated: true, replacedBy: 'ai.read' }), ['Deprecated', 'Replaced by ai.read']],
])('$name is marked', (one, marks) => {
  expect(scopeMarks(one, t)).toEqual(marks);
});

test('a deprecated scope is selectable only for a token that has it', () => {
  const old = scope('old', { deprecated: true });
  expect(isSelectable(old, anyScope)).toBe(false);
  expect(isSelectable(old, { ...anyScope, held: ['old'] })).toBe(true);
});

test('a scope that may not be granted is not selectable', () => {
  expect(isSelectable(scope('metrics.read'), { held: [], grants: () => false })).toBe(false);
});

test('scopes with the same first part are a group, in which each can be selected', () => {
  const names = ['DataExport', 'orders.read', 'orders:write', 'metrics.read', 'orders-x'];
  const options = grouped(names.map((name) => scopeOption(scope(name), anyScope, t)));
  expect(options.map(({ label }) => label)).toEqual(['DataExport', 'orders', 'metrics.read']);
  expect(options[1]).toMatchObject({
    disabled: false,
    options: [{ value: 'orders.read' }, { value: 'orders:write' }, { value: 'orders-x' }],
  });
});

test('a group without a selectable scope cannot be selected', () => {
  const options = ['a.b', 'a.c'].map((name) => scopeOption(scope(name, { deprecated: true }), anyScope, t));
  expect(grouped(options)).toMatchObject([{ label: 'a', disabled: true }]);
});

test('a token has 1 to 100 scopes', () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `orders.s${n}`);
  expect(scopesError([], t)).toBe('Choose at least one scope.');
  expect(scopesError(names(100), t)).toBeUndefined();
  expect(scopesError(names(101), t)).toBe('Choose 1 to 100 scopes. To stop the token, disable it.');
});
