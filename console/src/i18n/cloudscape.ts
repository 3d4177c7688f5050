import type { I18nProviderProps } from '@cloudscape-design/components/i18n';
import type { Language } from './translate';

/** Texts of Cloudscape's own components, by component and key, in ICU message format. */
export type ComponentTexts = Record<string, Record<string, string>>;

const files = {
  nl: () => import('./cloudscape.nl.json'),
  ru: () => import('./cloudscape.ru.json'),
};

/** Returns the texts that Cloudscape does not provide, for the components that the console uses. */
export async function ownMessages(language: Exclude<Language, 'en'>): Promise<I18nProviderProps.Messages> {
  const { default: texts } = (await files[language]()) as { default: ComponentTexts };
  return { 'cloudscape-design-components': { [language]: texts } };
}
