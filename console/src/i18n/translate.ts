import { displayed } from '../text/names';
import type { FirstKey, Key, TrustKey } from './en';

/** The texts of one language, as far as they are loaded. */
export type Catalogue = Record<FirstKey, string> & Partial<Record<TrustKey, string>>;

export const languages = { en: 'English', nl: 'Nederlands', ru: 'Русский' };
export type Language = keyof typeof languages;

const loaders: Record<Language, () => Promise<{ default: Record<FirstKey, string> }>> = {
  en: () => import('./en'),
  nl: () => import('./nl'),
  ru: () => import('./ru'),
};

const trustLoaders: Record<Language, () => Promise<{ default: Record<TrustKey, string> }>> = {
  en: () => import('./en.trusts'),
  nl: () => import('./nl.trusts'),
  ru: () => import('./ru.trusts'),
};

const catalogues = new Map<Language, Catalogue>();
let needsTrustTexts = false;

const addTrustTexts = async (language: Language, catalogue: Catalogue) =>
  Object.assign(catalogue, (await trustLoaders[language]()).default);

/** Loads the texts of a language. They are loaded lazily, because a page needs only one language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const catalogue: Catalogue = { ...(await loaders[language]()).default };
  catalogues.set(language, catalogue);
  return needsTrustTexts ? addTrustTexts(language, catalogue) : catalogue;
}

/** Loads the texts of trusts and issuers, which the first page does not need, in all languages that are loaded. */
export async function loadTrustTexts(): Promise<void> {
  needsTrustTexts = true;
  await Promise.all([...catalogues].map(([language, catalogue]) => addTrustTexts(language, catalogue)));
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
