/** What tokens are chosen by; each given one must hold. */
export interface Criteria {
  name?: string;
  text?: string;
  project?: string;
  owner?: string[];
  createdBy?: string[];
  scope?: string[];
  enabled?: boolean;
  expired?: boolean;
  personalAccessToken?: boolean;
  /** A number and one of m h d w M y. */
  expiresWithin?: string;
}

/** Within the quotes of a selector `~"` is a quote and `~~` a tilde. */
export function quoted(text: string): string {
  return `"${text.replace(/[~"]/g, '~$&')}"`;
}

/** Criteria as an `apiTokenSelector`; undefined when there are none. */
export function toSelector(criteria: Criteria): string | undefined {
  const parts = Object.entries(criteria).flatMap(([name, value]: [string, string | string[] | boolean | undefined]) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (typeof value === 'boolean') return [`${name}(${value})`];
    return [`${name}(${[value].flat().map(quoted).join(',')})`];
  });
  return parts.join(',') || undefined;
}
