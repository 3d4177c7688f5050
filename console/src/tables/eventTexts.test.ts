import { expect, test } from 'vitest';
import type { AuditEvent } from '../api/client';
import en from '../i18n/english';
import { translate } from '../i18n/translate';
import type { Key } from '../i18n/en';
import { actionText, actorText, changeText, changeTexts, deletionText } from './eventTexts';

const words = {
  t: (key: Key, values?: Record<string, string | number>) => translate(en, key, values),
  exactTime: (instant: string | Date) => `<${String(instant)}>`,
};

test.each([
  [{ field: 'enabled', from: true, to: false }, 'Enabled: Yes → No'],
  [{ field: 'name', to: 'ci' }, 'Name: ci'],
  [{ field: 'expirationDate', from: '2026-12-14T05:10:00.123Z' }, 'Expires at: <2026-12-14T05:10:00.123Z> → –'],
  [{ field: 'scopes', added: ['a', 'b'], removed: ['c'] }, 'Scopes: + a, + b, − c'],
  [{ field: 'authorizerResultTtlInSeconds', from: 0, to: 60 }, 'authorizerResultTtlInSeconds: 0 → 60'],
  [
    { field: 'previousSecretValidUntil', to: '2026-12-14T05:10:00.123Z' },
    'Previous token value valid until: <2026-12-14T05:10:00.123Z>',
  ],
  [{ field: 'disabledReason', to: 'leaked' }, 'Reason for disabling: Leaked'],
  [{ field: 'disabledReason', from: 'unused' }, 'Reason for disabling: Unused → –'],
  [{ field: 'disabledReason', to: 'later' }, 'Reason for disabling: later'],
  [{ field: 'name', from: 'unused', to: 'leaked' }, 'Name: unused → leaked'],
  [{ field: 'manageOwnTokens', from: true, to: false }, 'Can manage own tokens: Yes → No'],
  [{ field: 'rules', omitted: true as const }, 'rules'],
])('the change %j is described', (change, text) => {
  expect(changeText(change, words)).toBe(text);
});

test.each([
  [
    { leak: { secret: 'current', source: 'https://example.com/' } },
    ['Enabled: Yes → No', 'Found at: https://example.com/'],
  ],
  [{ leak: { secret: 'current' } }, ['Enabled: Yes → No']],
  [
    {
      changes: [],
      retiredSecretUse: {
        sourceIp: '192.0.2.1',
        firstAt: '2026-12-14T05:10:00.123Z',
        lastAt: '2026-12-15T05:10:00.123Z',
        count: 3,
      },
    },
    ['Uses: at least 3, from <2026-12-14T05:10:00.123Z> to <2026-12-15T05:10:00.123Z>, the last one from 192.0.2.1'],
  ],
  [
    {
      changes: [],
      tokens: [
        { id: 'tk0c01.A', name: 'deploy', expirationDate: '2026-12-14T05:10:00.123Z' },
        { id: 'tk0c01.B', name: 'ci' },
      ],
    },
    ['deploy, Expires at: <2026-12-14T05:10:00.123Z>', 'ci'],
  ],
] as [Partial<AuditEvent>, string[]][])('what the event %j tells is listed', (event, texts) => {
  const changes = [{ field: 'enabled', from: true, to: false }];
  expect(changeTexts({ changes, ...event } as AuditEvent, words)).toEqual(texts);
});

test.each([
  [{ kind: 'token', tokenId: 'tk0c01.A', owner: 'jane' }, 'jane'],
  [{ kind: 'token', tokenId: 'tk0c01.A' }, 'tk0c01.A'],
  [{ kind: 'iam', function: 'bootstrap' }, 'AWS principal (bootstrap)'],
  [{ kind: 'service', service: 'dynamodb.amazonaws.com' }, 'dynamodb.amazonaws.com'],
  [{ kind: 'unknown' }, 'Unknown'],
  [{ kind: 'later' }, 'later'],
])('the actor %j is named', (actor, text) => {
  expect(actorText(actor, words)).toBe(text);
});

test.each([
  [
    { action: 'token.deleted', actor: { kind: 'token', owner: 'carol', sourceIp: '192.0.2.7' } },
    '“ci” was deleted by carol on <1> from 192.0.2.7.',
  ],
  [{ action: 'user.deleted', actor: { kind: 'token', owner: 'carol' } }, '“ci” was deleted by carol on <1>.'],
  [
    { action: 'token.deleted', actor: { kind: 'iam', function: 'maintenance' } },
    '“ci” was deleted by AWS principal (maintenance) on <1>.',
  ],
  [
    { action: 'token.deleted', actor: { kind: 'unknown' } },
    '“ci” was deleted on <1> without Tokenry. It is not known by whom.',
  ],
  [
    { action: 'token.purged', actor: { kind: 'service', service: 'dynamodb.amazonaws.com' } },
    '“ci” was removed automatically on <1>, because it had expired and its retention period was over.',
  ],
] as [Partial<AuditEvent>, string][])('the deletion %j is described', (event, text) => {
  expect(deletionText('ci', { time: '1', ...event } as AuditEvent, words)).toBe(text);
});

test('an action of a later release has its type as text', () => {
  expect(actionText({ action: 'token.deleted', type: 'Token Deleted' }, words)).toBe('Token deleted');
  expect(actionText({ action: 'pepper.updated', type: 'Pepper Updated' }, words)).toBe('Pepper record updated');
  expect(actionText({ action: 'token.teleported', type: 'Token Teleported' }, words)).toBe('Token Teleported');
});
