import { expect, test } from 'vitest';
import type { Limits } from '../api/client';
import en from '../i18n/english';
import { translate } from '../i18n/translate';
import type { Text } from '../i18n/Language';
import { addressesError, expiryError, limitsOf, proposedExpiry } from './limits';

const NOW = new Date('2026-03-18T10:00:00Z');
const t: Text['t'] = (key, values) => translate(en, key, values);
const time = (instant: string | Date) => new Date(instant).toISOString();
const limits = (more: Partial<Limits> = {}): Limits => ({
  requireExpiration: false,
  requireAllowedIps: false,
  ...more,
});
const errorOf = (text: string | null, more: Partial<Limits>) =>
  expiryError({ on: text !== null, text: text ?? '' }, limits(more), NOW, { zone: 'UTC', t, time });

test.each([
  ['now+30d', { maxTokenLifetime: 30 }],
  ['2026-04-17 10:00:00', { maxTokenLifetime: 30 }],
  ['now+99y', {}],
  [null, {}],
])('the expiration date %s is within %j', (text, more) => {
  expect(errorOf(text, more)).toBeUndefined();
});

test.each(['2026-04-17 10:00:01', 'now+31d'])('the expiration date %s is too late', (text) => {
  expect(errorOf(text, { maxTokenLifetime: 30 })).toBe(
    'The maximum lifetime is 30 d. Enter a date no later than 2026-04-17T10:00:00.000Z.',
  );
});

test.each([
  [null, { maxTokenLifetime: 30 }],
  [null, { requireExpiration: true }],
  ['', { requireExpiration: true }],
  [' ', { maxTokenLifetime: 30 }],
])('the expiration date %j is missing with %j', (text, more) => {
  expect(errorOf(text, more)).toBe('Tokens in this environment must have an expiration date. Enter one.');
});

test.each([
  ['', 'expiry.empty'],
  ['tomorrow', 'expiry.malformed'],
  ['now-1d', 'expiry.past'],
] as const)('without a limit, the expiration date %j is an error for its form', (text, key) => {
  expect(errorOf(text, {})).toBe(en[key]);
});

test.each([
  [{}, undefined, ''],
  [{}, 90, 'now+90d'],
  [{ maxTokenLifetime: 30 }, 90, 'now+30d'],
  [{ maxTokenLifetime: 30 }, undefined, ''],
  [{ defaultTokenLifetime: 7, maxTokenLifetime: 30 }, 90, 'now+7d'],
  [{ defaultTokenLifetime: 90, maxTokenLifetime: 30 }, undefined, 'now+30d'],
])('with %j and %s days, a form proposes “%s”', (more, days, text) => {
  expect(proposedExpiry(limits(more), days)).toEqual({ on: true, text });
});

test.each([
  [{}, undefined, {}],
  [{}, 30, { maxTokenLifetime: 30, isOfSession: true }],
  [{ maxTokenLifetime: 90 }, 30, { maxTokenLifetime: 30, isOfSession: false }],
  [{ maxTokenLifetime: 7 }, 30, { maxTokenLifetime: 7, isOfSession: false }],
  [{ requireExpiration: true }, 30, { maxTokenLifetime: 30, isOfSession: false }],
])('with %j and a session whose tokens live for %s days, the limits are %j', (more, days, expected) => {
  expect(limitsOf(limits(more), days)).toEqual({ ...limits(more), ...expected });
});

test('what a session creates must expire within its days', () => {
  const own = limitsOf(limits(), 30);
  const words = { zone: 'UTC', t, time } as const;
  expect(expiryError({ on: false, text: '' }, own, NOW, words)).toBe(en['expiry.required']);
  expect(expiryError({ on: true, text: 'now+30d' }, own, NOW, words)).toBeUndefined();
  expect(expiryError({ on: true, text: 'now+31d' }, own, NOW, words)).toContain('The maximum lifetime is 30 d.');
});

test('addresses are required only by their limit', () => {
  const required = limits({ requireAllowedIps: true });
  expect(addressesError({ sent: null }, limits(), t)).toBeUndefined();
  expect(addressesError({ sent: null }, required, t)).toContain('must have allowed IP addresses');
  expect(addressesError({ sent: ['192.0.2.1'] }, required, t)).toBeUndefined();
  expect(addressesError({ sent: null, error: 'wrong' }, required, t)).toBe('wrong');
});
