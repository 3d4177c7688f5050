import type { Text } from '../i18n/Language';

const EMAIL = /^[!-?A-~]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Returns the error for an email address that the API would reject; undefined if there is none, or none is entered. */
export function emailError(text: string, t: Text['t']): string | undefined {
  return text && !EMAIL.test(text) ? t('user.emailMalformed') : undefined;
}
