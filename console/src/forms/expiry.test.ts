import { expect, test } from 'vitest';
import en from '../i18n/english';
import { translate } from '../i18n/translate';
import { expiryOf, parseExpiry, sameExpiry, textIn, type Expiry } from './expiry';

const NOW = new Date('2026-03-18T10:00:00Z');
const parse = (expiry: Expiry) => parseExpiry(expiry, NOW, 'local', (key, values) => translate(en, key, values));

// The tests run in Europe/Amsterdam.
test('the date of a record is shown in the selected time zone', () => {
  const expiry = expiryOf('2027-07-01T10:00:00.000Z');
  expect(textIn(expiry, 'UTC')).toBe('2027-07-01 10:00:00');
  expect(textIn(expiry, 'local')).toBe('2027-07-01 12:00:00');
  expect(textIn(expiryOf(undefined), 'local')).toBe('');
});

test('a typed date keeps its instant when the time zone is switched', () => {
  const typed: Expiry = { on: true, text: '2027-07-01 12:00', zone: 'local' };
  expect(textIn(typed, 'local')).toBe('2027-07-01 12:00');
  expect(textIn(typed, 'UTC')).toBe('2027-07-01 10:00:00');
  expect(parse(typed)).toEqual({ sent: '2027-07-01T10:00:00.000Z' });
});

test.each(['now+14d', '2027-07-01T12:00+05:30', '1782900000000', 'tomorrow', '2027-02-30 10:00', ''])(
  'the text %j means the same in every time zone and stays as it is',
  (text) => {
    expect(textIn({ on: true, text, zone: 'local' }, 'UTC')).toBe(text);
  },
);

test('the date of a record is the same as the text that shows it', () => {
  const saved = expiryOf('2027-07-01T10:00:00.518Z');
  expect(sameExpiry({ on: true, text: '2027-07-01 12:00:00', zone: 'local' }, saved)).toBe(true);
  expect(sameExpiry({ on: true, text: '2027-07-01 12:00:00', zone: 'UTC' }, saved)).toBe(false);
  expect(sameExpiry({ on: false, text: '2027-07-01 10:00:00', zone: 'UTC' }, saved)).toBe(false);
  expect(sameExpiry({ on: true, text: 'now+1d', zone: 'local' }, saved)).toBe(false);
  expect(sameExpiry({ on: false, text: 'x', zone: 'local' }, expiryOf(undefined))).toBe(true);
});

test('an empty, malformed or past date is an error', () => {
  expect(parse({ on: true, text: ' ' }).error).toBe(en['expiry.empty']);
  expect(parse({ on: true, text: 'tomorrow' }).error).toBe(en['expiry.malformed']);
  expect(parse({ on: true, text: 'now-1d' }).error).toBe(en['expiry.past']);
  expect(parse({ on: false, text: 'tomorrow' })).toEqual({ sent: null });
});
