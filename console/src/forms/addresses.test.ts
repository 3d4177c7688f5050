import { expect, test } from 'vitest';
import en from '../i18n/english';
import type { Text } from '../i18n/Language';
import { translate } from '../i18n/translate';
import { parseAddresses, sameAddresses } from './addresses';

const t: Text['t'] = (key, values) => translate(en, key, values);
const many = (count: number) => Array.from({ length: count }, (_, n) => `192.0.2.${n}`).join('\n');

test('each line is sent in its canonical form, once', () => {
  expect(parseAddresses(' 2001:DB8::1 \n\n::ffff:192.0.2.7\r\n192.0.2.7\n', t).sent).toEqual([
    '2001:db8::1',
    '192.0.2.7',
  ]);
});

test.each(['', ' \n '])('without a line, every address is allowed', (text) => {
  expect(parseAddresses(text, t)).toEqual({ sent: null });
});

test.each([
  ['192.0.2.1\n192.0.2.7/24', '192.0.2.7/24: The bits after the prefix must be 0. Enter 192.0.2.0/24 for the block.'],
  ['010.0.0.1', '010.0.0.1: Enter an IP address or CIDR block, for example, 192.0.2.0/24.'],
  ['fe80::1%eth0', 'fe80::1%eth0: Enter an IP address or CIDR block, for example, 192.0.2.0/24.'],
  ['0.0.0.0/0', '0.0.0.0/0: This allows every address. Enter only the addresses that the token is used from.'],
  [many(21), 'Enter 1 to 20 addresses.'],
])('the first error of “%s” is shown', (text, error) => {
  expect(parseAddresses(text, t)).toEqual({ sent: null, error });
});

test('twenty addresses are accepted', () => {
  expect(parseAddresses(many(20), t).sent).toHaveLength(20);
});

test('the same addresses are no change', () => {
  expect(sameAddresses('192.0.2.7\n2001:db8::1', '2001:DB8:0::1\n192.0.2.7/32\n')).toBe(true);
  expect(sameAddresses('192.0.2.7', '192.0.2.8')).toBe(false);
  expect(sameAddresses('192.0.2.7', '')).toBe(false);
});
