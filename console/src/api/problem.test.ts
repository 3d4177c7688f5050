import { expect, test } from 'vitest';
import { translate } from '../i18n/translate';
import { wordsFor } from '../i18n/problems';
import { Problem, problemOf, violationOf } from './problem';

const t = (key: Parameters<typeof translate>[1], values?: Parameters<typeof translate>[2]) =>
  translate('en', key, values);

test('an envelope names the fields that are wrong', async () => {
  const violation = {
    path: 'scopes[1]',
    message: 'scopes[1] is not a scope: nope',
    parameterLocation: 'PAYLOAD_BODY',
    location: null,
  };
  const problem = await problemOf(
    Response.json({ error: { code: 400, message: 'no', constraintViolations: [violation] } }, { status: 400 }),
  );
  expect(violationOf(problem, 'scopes')).toBe(violation.message);
  expect(violationOf(problem, 'scope')).toBeUndefined();
  expect(wordsFor(problem, t)).toBe('no');
});

test('an answer without an envelope is a problem all the same', async () => {
  const problem = await problemOf(new Response('<html>', { status: 502 }));
  expect(problem).toMatchObject({ status: 502, violations: [] });
  expect(wordsFor(problem, t)).toContain('didn’t respond correctly');
});

test('what is away for a while says for how long', async () => {
  const problem = await problemOf(
    Response.json({ error: { code: 503, message: 'away' } }, { status: 503, headers: { 'Retry-After': '7' } }),
  );
  expect(wordsFor(problem, t)).toContain('7 s');
});

test('each status is put in words, and nothing else gets out', () => {
  expect(wordsFor(new Problem(412, 'x'), t)).toContain('Someone else made changes.');
  expect(wordsFor(new Problem(403, 'Token is missing required scope.'), t)).toContain('missing required scope');
  expect(wordsFor(new Problem(0, 'TypeError'), t)).toContain('Can’t reach the service.');
  expect(wordsFor(new Error('TypeError: x is undefined'), t)).toBe('An unexpected error occurred. Try again.');
});
