import en, { type Key } from './en';
import nl from './nl';
import ru from './ru';

export const catalogues = { en, nl, ru } satisfies Record<string, Record<Key, string>>;
export type Language = keyof typeof catalogues;
export const languages: Record<Language, string> = { en: 'English', nl: 'Nederlands', ru: 'Русский' };

export type Values = Record<string, string | number>;

/** The text of a key, with `{placeholders}` filled in. */
export function translate(language: Language, key: Key, values: Values = {}): string {
  return catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The first of a browser's languages that there is. */
export function preferred(wanted: readonly string[]): Language {
  return (wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in catalogues) as Language) ?? 'en';
}
