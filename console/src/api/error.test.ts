import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import en from '../i18n/english';
import { translate } from '../i18n/translate';
import { errorMessage } from '../i18n/errors';
import { ApiError, exceedsLimits, isAbout, toApiError, violationsOf, type Violation } from './error';

const t = (key: Parameters<typeof translate>[1], values?: Parameters<typeof translate>[2]) =>
  translate(en, key, values);
const textOf = (error: unknown) => renderToStaticMarkup(errorMessage(error, { t, time: String }));

test('an envelope names the fields that are wrong', async () => {
  const violation = {
    path: 'scopes[1]',
    message: 'scopes[1] is not a scope: nope',
    parameterLocation: 'PAYLOAD_BODY',
    location: null,
  };
  const problem = await toApiError(
    Response.json({ error: { code: 400, message: 'no', constraintViolations: [violation] } }, { status: 400 }),
    { scopes: ['logs.read', 'nope'] },
  );
  expect(violationsOf(problem, 'scopes')).toEqual([{ ...violation, value: 'nope' }]);
  expect(violationsOf(problem, 'scope')).toEqual([]);
  expect(textOf(problem)).toBe('<span lang="en">no</span>');
});

test('a response without an error body is an error as well', async () => {
  const problem = await toApiError(new Response('<html>', { status: 502 }));
  expect(problem).toMatchObject({ status: 502, violations: [] });
  expect(textOf(problem)).toContain('didn’t respond correctly');
});

test('an unavailable service says when to retry', async () => {
  const problem = await toApiError(
    Response.json({ error: { code: 503, message: 'unavailable' } }, { status: 503, headers: { 'Retry-After': '7' } }),
  );
  expect(textOf(problem)).toContain('7 s');
});

test('each status is put in words, and nothing else gets out', () => {
  expect(textOf(new ApiError(412, 'x'))).toContain('has changed since you opened it');
  expect(textOf(new ApiError(403, 'Token is missing required scope.'))).toContain('missing required scope');
  expect(textOf(new ApiError(0, 'TypeError'))).toContain('Can’t reach the service.');
  expect(textOf(new Error('TypeError: x is undefined'))).toBe('An unexpected error occurred. Try again.');
});

test.each([
  [['max-lifetime'], true],
  [['expiration-required', 'addresses-required'], true],
  [['max-lifetime', 'owner-disabled'], false],
  [[], false],
] as [string[], boolean][])('violations for the reasons %j are of the limits alone: %s', (reasons, expected) => {
  const violations = reasons.map((reason) => ({ path: 'x', reason, message: 'x' }) as Violation);
  expect(exceedsLimits(new ApiError(400, 'x', violations))).toBe(expected);
});

test.each([
  ['outlives', 'expirationDate', true],
  ['other-addresses', 'allowedIps', true],
  ['other-addresses', 'name', false],
  ['missing-scope', 'scopes', false],
  ['toString', 'name', false],
  [undefined, 'name', false],
])('an error for the reason %s is about the field %s: %s', (reason, field, expected) => {
  expect(isAbout(new ApiError(403, 'x', [], undefined, reason), field)).toBe(expected);
});
