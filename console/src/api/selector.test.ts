import { expect, test } from 'vitest';
import { quoted, toSelector } from './selector';

test('no criteria result in no selector', () => {
  expect(toSelector({})).toBeUndefined();
  expect(toSelector({ name: '', owner: [], scope: undefined })).toBeUndefined();
});

test('criteria are joined by commas and several values by commas within', () => {
  expect(toSelector({ owner: ['jane', 'joe'], enabled: false, expiresWithin: '7d' })).toBe(
    'owner("jane","joe"),enabled(false),expiresWithin("7d")',
  );
});

test('false is a criterion', () => {
  expect(toSelector({ expired: false, personalAccessToken: true })).toBe('expired(false),personalAccessToken(true)');
});

test('a quote is written ~" and a tilde ~~', () => {
  expect(quoted('say "hi" ~ bye')).toBe('"say ~"hi~" ~~ bye"');
  expect(toSelector({ name: '~"),enabled(true' })).toBe('name("~~~"),enabled(true")');
});
