import { expect, test } from 'vitest';
import { toCsv } from './csv';

const line = (...cells: string[]) => toCsv([cells]).slice(1);

test('cells are quoted, and rows end as RFC 4180 says', () => {
  expect(
    toCsv([
      ['a', 'b "c", d'],
      ['line\nbreak', ''],
    ]),
  ).toBe('\ufeff"a","b ""c"", d"\r\n"line\nbreak",""\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
  'the cell %j is no formula',
  (text) => {
    expect(line(text)).toBe(`"'${text}"\r\n`);
  },
);

test.each(['a=1', ' =1', "'=1", '1-1', 'jane@corp.example', ''])('the cell %j stays as it is', (text) => {
  expect(line(text)).toBe(`"${text}"\r\n`);
});

test('a formula after a quotation mark or in a later cell is none either', () => {
  expect(line('x', '="a"')).toBe('"x","\'=""a"""\r\n');
});
