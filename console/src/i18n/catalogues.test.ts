import english from '@cloudscape-design/components/i18n/messages/all.en';
import { expect, test } from 'vitest';
import nl from './cloudscape.nl.json';
import ru from './cloudscape.ru.json';
import dutch from './nl';
import dutchViews from './nl.views';
import russian from './ru';
import russianViews from './ru.views';
import en from './english';
import { preferred, translate } from './translate';

const catalogues = {
  en,
  nl: { ...dutch, ...dutchViews },
  ru: { ...russian, ...russianViews },
};

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

test.each(['nl', 'ru'] as const)('%s has every text, and every placeholder of it', (language) => {
  const translated: Record<string, string> = catalogues[language];
  expect(Object.keys(translated)).toEqual(Object.keys(catalogues.en));
  Object.entries(catalogues.en).forEach(([key, text]) => {
    expect(translated[key]?.trim(), key).toBeTruthy();
    expect(placeholders(translated[key] ?? ''), key).toEqual(placeholders(text));
  });
});

test.each(Object.entries({ nl, ru }))(
  '%s has all texts of every Cloudscape component that it has any of',
  (_, texts) => {
    const theirs = english['cloudscape-design-components']?.en ?? {};
    Object.entries(texts).forEach(([component, own]) => {
      expect(Object.keys(own).sort(), component).toEqual(Object.keys(theirs[component] ?? {}).sort());
    });
  },
);

test('every Cloudscape component that the console uses has its texts in Dutch and Russian', () => {
  const theirs = Object.keys(english['cloudscape-design-components']?.en ?? {});
  const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true });
  const used = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/@cloudscape-design\/components\/([a-z-]+)'/g)].map(([, component]) => component ?? ''),
  );
  const needed = theirs.filter((component) => used.includes(component)).sort();
  expect(needed.filter((component) => !(component in nl))).toEqual([]);
  expect(needed.filter((component) => !(component in ru))).toEqual([]);
});

test('the first supported language of the browser is used, otherwise English', () => {
  expect(preferred(['', 'fr-FR', 'nl-BE', 'en'])).toBe('nl');
  expect(preferred(['RU'])).toBe('ru');
  expect(preferred(['fr'])).toBe('en');
});

test('placeholders are filled in', () => {
  expect(translate(catalogues.nl, 'table.selected', { count: 3 })).toBe('3 geselecteerd');
});
