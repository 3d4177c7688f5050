import type { Text } from '../i18n/Language';
import { PROJECT_NAME } from './projectName';

const MAX_PROJECTS = 100;

/** Returns the project names of a text with one per line. */
export function projectNames(text: string): string[] {
  return [...new Set(text.split('\n').flatMap((line) => line.trim() || []))];
}

/** Returns the error of the first wrong line. */
export function projectNamesError(text: string, t: Text['t']): string | undefined {
  const names = projectNames(text);
  if (names.length > MAX_PROJECTS) return t('user.leadsCount');
  const wrong = names.find((name) => !PROJECT_NAME.test(name));
  return wrong && `${wrong}: ${t('project.malformed')}`;
}
