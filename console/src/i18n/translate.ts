import { displayed } from '../text/names';
import type { FirstKey, Key, ViewKey } from './en';

/** The texts of one language, as far as they are loaded. */
export type Catalogue = Record<FirstKey, string> & Partial<Record<ViewKey, string>>;

export const languages = { en: 'English', nl: 'Nederlands', ru: 'Русский' };
export type Language = keyof typeof languages;

const loaders: Record<Language, () => Promise<{ default: Record<FirstKey, string> }>> = {
  en: () => import('./en'),
  nl: () => import('./nl'),
  ru: () => import('./ru'),
};

const viewLoaders: Record<Language, () => Promise<{ default: Record<ViewKey, string> }>> = {
  en: () => import('./en.views'),
  nl: () => import('./nl.views'),
  ru: () => import('./ru.views'),
};

const catalogues = new Map<Language, Catalogue>();
let needsViewTexts = false;

const addViewTexts = async (language: Language, catalogue: Catalogue) =>
  Object.assign(catalogue, (await viewLoaders[language]()).default);

/** Loads the texts of a language. They are loaded lazily, because a page needs only one language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const catalogue: Catalogue = { ...(await loaders[language]()).default };
  catalogues.set(language, catalogue);
  return needsViewTexts ? addViewTexts(language, catalogue) : catalogue;
}

/** Loads the texts that the first page does not need, in all languages that are loaded. */
export async function loadViewTexts(): Promise<void> {
  needsViewTexts = true;
  await Promise.all([...catalogues].map(([language, catalogue]) => addViewTexts(language, catalogue)));
}

export type Values = Record<string, string | number>;

/** Returns the text of a key with its `{placeholders}` filled in. Names in it cannot change its order. */
export function translate(catalogue: Catalogue, key: Key, values: Values = {}): string {
  return (catalogue[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => displayed(String(values[name] ?? '')));
}

/** Returns the first of the browser's languages that is supported, or else English. */
export function preferred(wanted: readonly string[]): Language {
  return (wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in languages) as Language) ?? 'en';
}
