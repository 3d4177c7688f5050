import type { Text } from '../i18n/Language';

/** The place of a claim: its name, or the names that lead to it. */
export type Claim = string | readonly string[];

type Scalar = string | number | boolean;

/** A condition of a trust, with one of the operators. */
export interface Condition {
  claim: Claim;
  equals?: Scalar;
  anyOf?: Scalar[];
  contains?: string;
  like?: string;
}

const OPERATORS = ['equals', 'anyOf', 'contains', 'like'] as const;

/** Returns the claim as one text: its name, or its path with arrows. */
export function claimText(claim: Claim): string {
  return [claim].flat().join(' → ');
}

/** Returns whether two lists have the same conditions, in any order. */
export function sameConditions(one: readonly Condition[], other: readonly Condition[]): boolean {
  const canonical = (conditions: readonly Condition[]) =>
    conditions
      .map(({ claim, ...rest }) =>
        JSON.stringify([[claim].flat(), OPERATORS.map((operator) => rest[operator] ?? null)]),
      )
      .sort()
      .join();
  return canonical(one) === canonical(other);
}

/** Returns the conditions as the form shows them, one per line. */
export function conditionsJson(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return '[]';
  const spaced = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
    return `{${members.join(', ')}}`;
  };
  return `[\n${conditions.map((condition) => `  ${spaced(condition)}`).join(',\n')}\n]`;
}

/** Parses conditions as far as a request needs it; the API checks them. Returns undefined for any other text. */
export function parseConditions(text: string): Condition[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isCondition) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && 'claim' in value;
}

/**
 * Returns whether a text with wildcards is a pattern: `*` stands for a part between two of `/ : @`, and `**` at the end
 * for the rest. What looks like a regular expression is none.
 */
export function isPattern(text: string): boolean {
  const wildcards = text.endsWith('**') ? text.slice(0, -1) : text;
  const count = (part: string) => part.split('*').length - 1;
  return (
    /^[!-)+-~]{4}[!-~]{0,252}$/.test(text) &&
    !/[$?[\]^|\\]/.test(text) &&
    !wildcards.includes('**') &&
    count(wildcards) <= 3 &&
    wildcards.split(/[/:@]/).every((part) => count(part) <= 1)
  );
}

/** Describes a condition in a sentence. Values are in quotes if they are texts, because "1" is not 1. */
export function conditionText({ claim, equals, anyOf, contains, like }: Condition, t: Text['t']): string {
  const name = claimText(claim);
  const literal = (value: Scalar) => (typeof value === 'string' ? `"${value}"` : String(value));
  if (anyOf) return t('condition.anyOf', { claim: name, values: anyOf.map(literal).join(', ') });
  if (contains !== undefined) return t('condition.contains', { claim: name, value: literal(contains) });
  if (like !== undefined) return t('condition.like', { claim: name, value: literal(like) });
  return t('condition.equals', { claim: name, value: equals === undefined ? '' : literal(equals) });
}

/** Parses the claims of an id token: a JSON object. Returns undefined for any other text. */
export function parseClaims(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
