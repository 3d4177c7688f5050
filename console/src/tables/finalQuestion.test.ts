import { expect, test } from 'vitest';
import type { ListedToken } from '../api/client';
import { finalQuestion } from './finalQuestion';

test.each([
  ['a working token', { enabled: true, status: 'active' }, true, undefined],
  ['a disabled token, which is not disabled again', { enabled: false, status: 'disabled' }, false, undefined],
  ['a token that this user may not enable', { enabled: true, status: 'active' }, false, 'disable.final'],
  ['a token from an exchange', { enabled: true, status: 'active', trust: 'ci-web' }, true, 'disable.exchanged'],
  ['an expired token', { enabled: true, status: 'expired' }, true, 'disable.expired'],
  [
    'a token that the limits would not permit now',
    { enabled: true, violatedLimits: ['maxTokenLifetime'] },
    true,
    'disable.violates',
  ],
  ['a token of a disabled user', { enabled: true, status: 'ownerDisabled' }, true, 'disable.ownerDisabled'],
] as [string, Partial<ListedToken>, boolean, string | undefined][])(
  'disabling is final, and asks first: %s',
  (_, token, enables, question) => {
    expect(finalQuestion({ id: 'tk0c01.A', ...token }, { enables: () => enables })).toBe(question);
  },
);
