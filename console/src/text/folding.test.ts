import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contains, equal, fold } from './folding';

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
  ['STRAẞE', 'straße'],
  ['ΟΔΟΣ', 'οδος'],
  ['οδός', 'ΟΔΌΣ'],
  ['İzmir-ci', 'İZMIR'],
  ['İzmir-ci', 'İZMİR'],
  ['İzmir-ci', 'izmir'],
  ['ﬁle', 'FILE'],
  ['ᏣᎳᎩ', 'ꮳꮃꭹ'],
  ['𐐀', '𐐨'],
])('%s contains %s in every locale', (text, part) => {
  expect(contains(text, part)).toBe(true);
});

test('equal texts differ in case and composition only', () => {
  expect(equal('Bob', 'bOB')).toBe(true);
  expect(equal('Zoë', 'ZOE\u0308')).toBe(true);
  expect(equal('bob', 'bobby')).toBe(false);
  expect(contains('nightly', 'ci')).toBe(false);
  expect(equal('ı', 'i')).toBe(false);
});

test('the folding of every cased letter is stable and agrees with its lower case', () => {
  const letters = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => letter.toLowerCase() !== letter || letter.toUpperCase() !== letter);

  expect(letters.length).toBeGreaterThan(2700);
  expect(letters.filter((letter) => fold(fold(letter)) !== fold(letter))).toEqual([]);
  expect(
    letters.filter(
      (letter) => letter.toLowerCase().toUpperCase() === letter && fold(letter.toLowerCase()) !== fold(letter),
    ),
  ).toEqual([]);
}, 60_000);
