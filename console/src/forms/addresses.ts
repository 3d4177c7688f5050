import type { Text } from '../i18n/Language';
import { displayed } from '../text/names';
import { parseBlock } from './ipBlock';

export const MAX_BLOCKS = 20;

export interface ParsedAddresses {
  /** The value to send to the API; null for every address. */
  sent: string[] | null;
  error?: string;
}

/** Parses IP addresses and blocks, one per line. Returns the value to send, or the error of the first wrong line. */
export function parseAddresses(text: string, t: Text['t']): ParsedAddresses {
  const lines = [...new Set(linesOf(text))];
  if (lines.length > MAX_BLOCKS) return { sent: null, error: t('violation.address-count') };
  const sent: string[] = [];
  for (const line of lines) {
    const parsed = parseBlock(line);
    if ('block' in parsed) sent.push(parsed.block);
    else {
      const error =
        'meant' in parsed ? t('addresses.meant', { block: parsed.meant }) : t(`violation.${parsed.problem}`);
      return { sent: null, error: `${displayed(line)}: ${error}` };
    }
  }
  return { sent: sent.length > 0 ? [...new Set(sent)] : null };
}

/** Returns the text of a field for the addresses of a record. */
export function addressesOf(allowedIps: string[] | undefined): string {
  return (allowedIps ?? []).join('\n');
}

/** Returns whether two texts stand for the same addresses, in any order. */
export function sameAddresses(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(text: string): string {
  const blocks = linesOf(text).map((line) => {
    const parsed = parseBlock(line);
    return 'block' in parsed ? parsed.block : line;
  });
  return [...new Set(blocks)].sort().join('\n');
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}
