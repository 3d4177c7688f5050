import { displayed } from '../text/names';
import type { Key } from './en';

/** The texts of one language. */
export type Catalogue = Record<Key, string>;

export const languages = { en: 'English', nl: 'Nederlands', ru: 'Русский' };
export type Language = keyof typeof languages;

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./en'),
  nl: () => import('./nl'),
  ru: () => import('./ru'),
};

/** Loads the texts of a language. They are loaded lazily, because a page needs only one language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await loaders[language]()).default;
}

export type Values = Record<string, string | number>;

/** Returns the text of a key with its `{placeholders}` filled in. Names in it cannot change its order. */
export function translate(catalogue: Catalogue, key: Key, values: Values = {}): string {
  return catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => displayed(String(values[name] ?? '')));
}

/** Returns the first of the browser's languages that is supported, or else English. */
export function preferred(wanted: readonly string[]): Language {
  return (wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in languages) as Language) ?? 'en';
}
