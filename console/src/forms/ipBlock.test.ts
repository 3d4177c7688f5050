import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseBlock } from './ipBlock';

/** The tests of the API's parser, whose tables apply here as well. */
const TABLES = readFileSync(
  new URL('../../../shared/src/test/java/dev/tokenry/model/IpBlockTest.java', import.meta.url),
  'utf8',
);

/** Returns the rows of the table of a test. */
function rows(method: string): string[][] {
  const [, table = ''] = new RegExp(`\\{([^{}]*)\\}\\)\\s+void ${method}\\(`).exec(TABLES) ?? [];
  const texts = [...table.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
  if (texts.length === 0) throw new Error(`There is no table of ${method}.`);
  return texts.map((text) => text.split(/,\s+/));
}

test.each(rows('block_is_printed_in_canonical_form'))('%s is %s', (text, canonical) => {
  expect(parseBlock(text)).toEqual({ block: canonical });
  expect(parseBlock(canonical)).toEqual({ block: canonical });
});

test.each(rows('text_that_is_no_address_is_rejected'))('“%s” is no address', (text) => {
  expect(parseBlock(text)).toEqual({ problem: 'invalid-address' });
});

test.each(rows('block_with_bits_after_the_prefix_is_rejected_with_the_one_that_is_meant'))(
  '%s has bits after the prefix, %s is meant',
  (text, meant) => {
    expect(parseBlock(text)).toEqual({ meant });
  },
);

test.each(rows('block_of_every_address_is_rejected'))('%s is every address', (text) => {
  expect(parseBlock(text)).toEqual({ problem: 'all-addresses' });
});
