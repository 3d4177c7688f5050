import { describe, expect, test } from 'vitest';
import type { Key } from '../i18n/en';
import en from '../i18n/english';
import { translate, type Values } from '../i18n/translate';
import { claimErrors, toClaimValues, toConditions, type ClaimValues } from './claimConditions';
import { JOB_KINDS, KIND_FIELDS, type JobKind } from './claimFields';
import { conditionsJson, parseConditions, type Condition } from './conditions';

const t = (key: Key, values?: Values) => translate(en, key, values);

const GITHUB = { repository_id: '456789', repository_owner_id: '123456', ref: 'refs/heads/main' };

const LAMBDA = 'https://sts.amazonaws.com/ → lambda_source_function_arn';
const UID = 'kubernetes.io → serviceaccount → uid';

const CASES: [JobKind, ClaimValues, Condition[]][] = [
  [
    'github',
    GITHUB,
    [
      { claim: 'repository_id', equals: '456789' },
      { claim: 'repository_owner_id', equals: '123456' },
      { claim: 'ref', equals: 'refs/heads/main' },
    ],
  ],
  [
    'github',
    { repository_id: '1\n2', repository_owner_id: '3', workflow_ref: 'acme/web/*', event_name: 'push\nrelease' },
    [
      { claim: 'repository_id', anyOf: ['1', '2'] },
      { claim: 'repository_owner_id', equals: '3' },
      { claim: 'workflow_ref', like: 'acme/web/*' },
      { claim: 'event_name', anyOf: ['push', 'release'] },
    ],
  ],
  [
    'gitlab',
    { project_id: '7', ref: 'main', ref_type: 'branch', ref_protected: 'true' },
    [
      { claim: 'project_id', equals: '7' },
      { claim: 'ref', equals: 'main' },
      { claim: 'ref_type', equals: 'branch' },
      { claim: 'ref_protected', equals: 'true' },
    ],
  ],
  [
    'aws',
    { sub: 'arn:aws:iam::123456789012:role/deploy', [LAMBDA]: 'arn:aws:lambda:eu-west-1:123456789012:function:x' },
    [
      { claim: 'sub', equals: 'arn:aws:iam::123456789012:role/deploy' },
      {
        claim: ['https://sts.amazonaws.com/', 'lambda_source_function_arn'],
        equals: 'arn:aws:lambda:eu-west-1:123456789012:function:x',
      },
    ],
  ],
  ['google', { sub: '104567890123456789012' }, [{ claim: 'sub', equals: '104567890123456789012' }]],
  [
    'kubernetes',
    { sub: 'system:serviceaccount:ci:deploy', [UID]: 'b1c2' },
    [
      { claim: 'sub', equals: 'system:serviceaccount:ci:deploy' },
      { claim: ['kubernetes.io', 'serviceaccount', 'uid'], equals: 'b1c2' },
    ],
  ],
  ['custom', { sub: 'job/web' }, [{ claim: 'sub', equals: 'job/web' }]],
];

describe.each(CASES)('the fields of %s', (kind, values, conditions) => {
  test(`become ${conditions.length} conditions and back`, () => {
    expect(toConditions(kind, values)).toEqual(conditions);
    expect(toClaimValues(kind, conditions)).toEqual(values);
    expect(toClaimValues(kind, conditions.toReversed())).toEqual(values);
    expect(parseConditions(conditionsJson(conditions))).toEqual(conditions);
    expect(Object.values(claimErrors(kind, values, t)).filter(Boolean)).toEqual([]);
  });
});

test('empty fields and repeated lines are no conditions', () => {
  expect(toConditions('github', { repository_id: ' 1 \n\n1', ref: ' ' })).toEqual([
    { claim: 'repository_id', equals: '1' },
  ]);
});

test.each<[string, Condition[]]>([
  ['a claim without a field', [{ claim: 'actor_id', equals: '1' }]],
  [
    'two conditions on a claim',
    [
      { claim: 'ref', equals: 'a' },
      { claim: 'ref', equals: 'b' },
    ],
  ],
  ['a number', [{ claim: 'repository_id', equals: 1 }]],
  ['a boolean', [{ claim: 'ref_protected', equals: true }]],
  ['an operator that no field has', [{ claim: 'ref', contains: 'main' }]],
  ['one alternative', [{ claim: 'ref', anyOf: ['main'] }]],
  ['a pattern without a wildcard', [{ claim: 'ref', like: 'main' }]],
  ['an asterisk in a value', [{ claim: 'ref', equals: 'ma*n' }]],
  ['a value with a blank at its end', [{ claim: 'environment', equals: 'prod ' }]],
  ['an empty value', [{ claim: 'environment', equals: '' }]],
])('no fields stand for %s', (_, conditions) => {
  for (const kind of JOB_KINDS) expect(toClaimValues(kind, conditions), kind).toBeUndefined();
});

test('every pin is required, and of the narrowings a sufficient set', () => {
  for (const kind of JOB_KINDS) {
    const errors = claimErrors(kind, {}, t);
    const pins = KIND_FIELDS[kind].fields.filter(({ role }) => role === 'pin');
    expect(
      Object.values(errors).filter((error) => error === en.required),
      kind,
    ).toHaveLength(pins.length);
  }
  expect(claimErrors('github', { ...GITHUB, ref: '' }, t)).toMatchObject({
    ref: 'Enter at least one of: ref, environment, workflow_ref, job_workflow_ref',
  });
});

test.each<[ClaimValues, boolean]>([
  [{}, false],
  [{ ref: 'main' }, false],
  [{ ref_type: 'branch' }, false],
  [{ ref: 'main', ref_type: 'branch' }, true],
  [{ ref_protected: 'true' }, true],
  [{ environment: 'prod' }, true],
])('whether %j narrows a trust of GitLab: %s', (values, expected) => {
  expect(claimErrors('gitlab', { project_id: '1', ...values }, t).ref === undefined).toBe(expected);
});

test.each<[JobKind, string, string, string | undefined]>([
  ['github', 'repository_id', 'acme/web', en['claim.noDigits']],
  ['github', 'repository_id', '45*', en['claim.noDigits']],
  ['github', 'repository_id', Array.from({ length: 21 }, (_, n) => n).join('\n'), en['claim.count']],
  ['github', 'ref', 'refs/heads/*\nrefs/tags/*', en['claim.onePattern']],
  ['github', 'ref', '**', en['claim.noPattern']],
  ['github', 'ref', 'refs/heads/*', undefined],
  ['github', 'event_name', 'pull_*', en['claim.noWildcard']],
  ['aws', 'sub', 'arn:aws:iam::123456789012:role/*', en['claim.noArn']],
  ['aws', 'sub', 'arn:aws:sts::123456789012:assumed-role/deploy/x', en['claim.noArn']],
  ['aws', 'sub', 'arn:aws-cn:iam::123456789012:role/path/deploy', undefined],
  ['google', 'sub', 'deploy@web.iam.gserviceaccount.com', en['claim.noDigits']],
  ['kubernetes', 'sub', 'system:serviceaccount:ci', en['claim.noServiceAccount']],
  ['custom', 'sub', 'job/*', en['claim.noWildcard']],
])('the error of %s, %s %j', (kind, claim, text, error) => {
  expect(claimErrors(kind, { [claim]: text }, t)[claim]).toBe(error);
});
