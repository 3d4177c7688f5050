import { expect, test } from 'vitest';
import en from '../i18n/english';
import { translate } from '../i18n/translate';
import { displayed, partsOf } from './names';

test('a control character that turns text around is visible and has no effect', () => {
  expect(displayed('ci\u202etxt.exe')).toBe('ci\ufffdtxt.exe');
  expect(displayed('a\u2069b\u2067c\u200f')).toBe('a\ufffdb\ufffdc\ufffd');
});

test('a name from right to left is isolated from the text around it', () => {
  expect(displayed('אבג')).toBe('\u2068אבג\u2069');
  expect(displayed('nightly Ночь é')).toBe('nightly Ночь é');
});

test('names in questions and notices are displayed so', () => {
  expect(translate(en, 'delete.one', { name: 'a\u202eb' })).toBe('Delete “a\ufffdb”? You can’t undo this action.');
});

test.each([
  ['activeGateTokenManagement.create', ['activeGateTokenManagement.', 'create']],
  ['jane.doe@example.org', ['jane.', 'doe@', 'example.', 'org']],
  ['-- a -', ['--', ' a -']],
  ['nightly', ['nightly']],
  ['', ['']],
])('the name “%s” is broken after its separators', (name, parts) => {
  expect(partsOf(name)).toEqual(parts);
  expect(parts.join('')).toBe(name);
});
