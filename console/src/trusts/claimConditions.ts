import type { Text } from '../i18n/Language';
import { KIND_FIELDS, type ClaimField, type JobKind } from './claimFields';
import { claimText, isPattern, sameConditions, type Condition } from './conditions';

/** The texts of the fields of a form, by the text of their claim. */
export type ClaimValues = Readonly<Record<string, string>>;

const MAX_VALUES = 20;
const linesOf = (text = '') => [...new Set(text.split('\n').flatMap((line) => line.trim() || []))];

/** Returns the conditions that the filled fields of a kind stand for. */
export function toConditions(kind: JobKind, values: ClaimValues): Condition[] {
  return KIND_FIELDS[kind].fields.flatMap<Condition>(({ claim, wildcards }) => {
    const [value, ...more] = linesOf(values[claimText(claim)]);
    if (value === undefined) return [];
    if (more.length > 0) return [{ claim, anyOf: [value, ...more] }];
    return [wildcards && value.includes('*') ? { claim, like: value } : { claim, equals: value }];
  });
}

/** Returns the texts of the fields that stand for these conditions; undefined if no fields do. */
export function toClaimValues(kind: JobKind, conditions: readonly Condition[]): ClaimValues | undefined {
  const values: Record<string, string> = {};
  for (const { claim, equals, anyOf, like } of conditions) {
    const text = [equals ?? anyOf ?? like ?? []].flat().join('\n');
    if (claimText(claim) in values) return undefined;
    values[claimText(claim)] = text;
  }
  return sameConditions(toConditions(kind, values), conditions) ? values : undefined;
}

/** Says which narrowings a trust needs; undefined if it needs none. */
export function narrowingText(kind: JobKind, t: Text['t']): string | undefined {
  const claims = KIND_FIELDS[kind].narrowings?.map((set) => set.join(' + ')).join(', ');
  return claims && t('claim.notNarrowed', { claims });
}

/** Returns the error of each field, by the text of its claim. */
export function claimErrors(kind: JobKind, values: ClaimValues, t: Text['t']): Record<string, string | undefined> {
  const { fields, narrowings } = KIND_FIELDS[kind];
  const errors = fields.map((field) => [claimText(field.claim), fieldError(field, values, t)] as const);
  const isFilled = (name: string) => linesOf(values[name]).length > 0;
  const first = fields.find(({ role }) => role === 'narrowing');
  if (first && narrowings && !narrowings.some((set) => set.every(isFilled))) {
    errors.push([claimText(first.claim), fieldError(first, values, t) ?? narrowingText(kind, t)]);
  }
  return Object.fromEntries(errors);
}

function fieldError({ claim, role, syntax, wildcards }: ClaimField, values: ClaimValues, t: Text['t']) {
  const lines = linesOf(values[claimText(claim)]);
  if (lines.length === 0) return role === 'pin' ? t('required') : undefined;
  if (lines.length > MAX_VALUES) return t('claim.count');
  const wrong = syntax && lines.find((line) => !syntax.pattern.test(line));
  if (wrong !== undefined && syntax) return t(syntax.error);
  const patterns = wildcards ? lines.filter((line) => line.includes('*')) : [];
  if (patterns.length > 0 && lines.length > 1) return t('claim.onePattern');
  return patterns.every(isPattern) ? undefined : t('claim.noPattern');
}
