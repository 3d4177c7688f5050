import { expect, test } from 'vitest';

const BUTTON = /<Button\b(?:=>|[^>])*>/g;

test('in a form, only the button that sends it sends it', () => {
  const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true });
  const sending = Object.entries(sources)
    .filter(([path, source]) => path.startsWith('./') || source.includes('<form'))
    .flatMap(([path, source]) => (source.match(BUTTON) ?? []).map((button) => ({ path, button })))
    .filter(({ button }) => button.includes('onClick') && !button.includes('formAction'));
  expect(sending).toEqual([]);
});
