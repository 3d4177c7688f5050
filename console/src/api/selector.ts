/** The criteria of a list of tokens. Tokens must match all of them. */
export interface Criteria {
  name?: string;
  text?: string;
  project?: string;
  /** Only tokens that were exchanged, by the name of their trust. */
  trust?: string;
  owner?: string[];
  createdBy?: string[];
  scope?: string[];
  enabled?: boolean;
  status?: string[];
  expired?: boolean;
  personalAccessToken?: boolean;
  /** A number followed by one of the units m h d w M y. */
  expiresWithin?: string;
  /** Has scopes that it did not use for this long. */
  unusedScopes?: string;
  /** Whether the limits would not permit it now. */
  violatesPolicy?: boolean;
}

/** Quotes a text for a selector, in which `~"` is a quote and `~~` a tilde. */
export function quoted(text: string): string {
  return `"${text.replace(/[~"]/g, '~$&')}"`;
}

/** Returns the criteria as an `apiTokenSelector`; undefined if there are none. */
export function toSelector(criteria: Criteria): string | undefined {
  const parts = Object.entries(criteria).flatMap(([name, value]: [string, string | string[] | boolean | undefined]) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (typeof value === 'boolean') return [`${name}(${value})`];
    return [`${name}(${[value].flat().map(quoted).join(',')})`];
  });
  return parts.join(',') || undefined;
}
