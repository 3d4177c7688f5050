import { Problem } from '../api/problem';
import type { Key } from './en';
import { useText, type Text } from './Language';

/** What each status comes to for a person; the API's own words follow where they say more. */
const GENERAL: Record<number, Key> = {
  0: 'problem.network',
  401: 'problem.401',
  404: 'problem.404',
  412: 'problem.412',
  429: 'problem.429',
  502: 'problem.502',
  503: 'problem.503',
  504: 'problem.502',
};

/** Gives a fault in words. */
export function useWords(): (fault: unknown) => string {
  const { t } = useText();
  return (fault) => wordsFor(fault, t);
}

export function wordsFor(fault: unknown, t: Text['t']): string {
  if (!(fault instanceof Problem)) return t('problem.unknown');
  const general = GENERAL[fault.status];
  if (general) return t(general, { seconds: fault.retryAfter ?? 5 });
  if (fault.status === 403) return t('problem.403', { message: fault.message });
  if (fault.status === 409) return t('problem.409', { message: fault.message });
  return fault.message || t('problem.unknown');
}
