import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contains, equal } from './folding';

// What the methods do in a browser with a Turkish locale.
beforeEach(() => {
  vi.spyOn(String.prototype, 'toLocaleLowerCase').mockImplementation(function (this: string) {
    return this.replaceAll('I', 'ı').toLowerCase();
  });
  vi.spyOn(String.prototype, 'toLocaleUpperCase').mockImplementation(function (this: string) {
    return this.replaceAll('i', 'İ').toUpperCase();
  });
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ['nightly-ci', 'CI'],
  ['CI', 'ci'],
  ['cafe\u0301', 'CAFÉ'],
  ['CAFÉ', 'cafe\u0301'],
  ['Straße', 'STRASSE'],
  ['ΟΔΟΣ', 'οδός'.normalize('NFD').replace('\u0301', '')],
  ['İzmir-ci', 'İZMIR'],
])('%s contains %s in every locale', (text, part) => {
  expect(contains(text, part)).toBe(true);
});

test('equal texts differ in case and composition only', () => {
  expect(equal('Bob', 'bOB')).toBe(true);
  expect(equal('Zoë', 'ZOE\u0308')).toBe(true);
  expect(equal('bob', 'bobby')).toBe(false);
  expect(contains('nightly', 'ci')).toBe(false);
});
