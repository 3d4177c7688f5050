import { expect, test } from 'vitest';
import { readPastedToken } from './token';

const ID = `tk0c01.${'A'.repeat(24)}`;
const TOKEN = `${ID}.${'B'.repeat(64)}`;

test.each([
  TOKEN,
  `  ${TOKEN}\r\n`,
  `\t${TOKEN}\u00a0`,
  `"${TOKEN}"`,
  `'${TOKEN}'\n`,
  `“${TOKEN}”`,
  `\`${TOKEN}\``,
  `Bearer ${TOKEN}`,
  `bearer   ${TOKEN}\n`,
  `Api-Token ${TOKEN}`,
  `Api-Token "${TOKEN}"`,
  `"Authorization: Api-Token ${TOKEN}"`,
])('%j contains the token', (text) => {
  expect(readPastedToken(text)).toEqual({ token: TOKEN });
});

test.each([
  ['', 'empty'],
  [' "" \n', 'empty'],
  ['Bearer ', 'malformed'],
  [TOKEN.slice(0, -1), 'cutShort'],
  [`Bearer ${TOKEN.slice(0, -30)}`, 'cutShort'],
  [`${ID}.`, 'cutShort'],
  [ID, 'cutShort'],
  [ID.slice(0, -3), 'cutShort'],
  [TOKEN.slice(5), 'cutShort'],
  [TOKEN.slice(20), 'cutShort'],
  [`${TOKEN}C`, 'malformed'],
  [`${TOKEN} ${TOKEN}`, 'malformed'],
  [TOKEN.toLowerCase(), 'malformed'],
  ['password', 'malformed'],
])('%j is no token: %s', (text, problem) => {
  expect(readPastedToken(text)).toEqual({ problem });
});
