/** The scopes of those who manage own tokens. */
export const MANAGER = ['apiTokens.read', 'apiTokens.write', 'metrics.read', 'snapshots.upload'];
