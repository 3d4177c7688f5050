import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ApiError, type Violation } from '../api/error';
import type { Key } from './en';
import {
  errorMessage,
  FIELD_MESSAGE_KEYS,
  MESSAGE_KEYS,
  STATUS_MESSAGE_KEYS,
  violationMessage,
  violationMessages,
  type ErrorFacts,
  type Wording,
} from './errors';
import en from './en';
import nl from './nl';
import ru from './ru';
import { translate, type Language, type Values } from './translate';

const catalogues = { en, nl, ru };
const LANGUAGES = Object.keys(catalogues) as Language[];

/** The fields that the API applies a reason to, where the text depends on the field. */
const FIELDS: Record<string, string[]> = {
  pattern: ['name', 'owner', 'project', 'issuer', 'audiences', 'jwks', 'redirectUris'],
  'too-long': ['description', 'text', 'apiTokenSelector'],
};

const translator = (language: Language) => (key: Key, values?: Values) => translate(catalogues[language], key, values);

const FACTS: ErrorFacts = {
  limits: { requireExpiration: false, requireAllowedIps: false, maxTokenLifetime: 90, maxTokensPerOwner: 5 },
  grants: (scope) => scope === 'logs.read',
};

const wording = (language: Language, facts: ErrorFacts | undefined = FACTS): Wording => ({
  t: translator(language),
  time: () => 'THE LATEST DATE',
  facts,
});

function textOf(error: unknown, language: Language = 'en') {
  return renderToStaticMarkup(errorMessage(error, wording(language)));
}

function violation(reason: string | undefined, path = 'name', message = 'The API’s words'): Violation {
  return { path, message, parameterLocation: 'PAYLOAD_BODY', location: null, reason };
}

const withReason = (status: number, reason: string, message = 'The API’s words', sent?: unknown) =>
  new ApiError(status, message, [], undefined, reason, sent);

const REASONS = [...Object.keys(MESSAGE_KEYS), ...Object.keys(FIELD_MESSAGE_KEYS)];

describe('every reason has a text', () => {
  test.each(LANGUAGES)('in %s', (language) => {
    for (const reason of REASONS) {
      for (const path of FIELDS[reason] ?? ['name']) {
        const one = { ...violation(reason, path), value: 'nope', sent: { scopes: ['nope'] } };
        const text = renderToStaticMarkup(violationMessage(one, wording(language)));
        expect(text.replace(/<span lang="en">.*<\/span>/, '').trim(), reason).not.toBe('');
        expect(text, reason).not.toMatch(/[{}]|\0/);
      }
    }
  });

  test('and the catalogues hold no other texts of reasons', () => {
    const used: string[] = [MESSAGE_KEYS, ...Object.values(FIELD_MESSAGE_KEYS), STATUS_MESSAGE_KEYS].flatMap((keys) =>
      Object.values(keys),
    );
    const keys = Object.keys(catalogues.en).filter((key) => /^(error|violation)\./.test(key));
    expect(keys.filter((key) => !used.includes(key))).toEqual([]);
  });
});

describe('an error', () => {
  test('is described by its reason, whatever its status', () => {
    expect(textOf(withReason(409, 'name-taken'), 'nl')).toBe(
      'De gebruiker heeft al een token met deze naam. Voer een andere naam in.',
    );
    expect(textOf(withReason(403, 'access-denied'), 'ru')).toBe('Недостаточно прав для этого действия.');
  });

  test('shows the API’s words only where the text has a place for them, marked as English', () => {
    expect(textOf(withReason(403, 'missing-scope', 'Use one of: logs.read'), 'nl')).toBe(
      'Uw token heeft de vereiste scope niet. <span lang="en">Use one of: logs.read</span>',
    );
    expect(textOf(withReason(403, 'missing-scope', ''), 'nl')).toBe('Uw token heeft de vereiste scope niet.');
  });

  test('names what the request had and the token lacks', () => {
    const error = withReason(403, 'scope-not-held', 'Words', { scopes: ['logs.read', 'metrics.read', 'logs.write'] });
    expect(textOf(error)).toBe(
      'You can grant only scopes that your token has. It doesn’t have: metrics.read, logs.write',
    );
    expect(textOf(withReason(403, 'scope-not-held', 'Words'))).toBe('<span lang="en">Words</span>');
  });

  test('says the limit that is reached', () => {
    expect(textOf(withReason(409, 'token-limit'), 'ru')).toContain('токенов (5)');
  });

  test('of an expiration date names the days of a signed-in person, whose session ends sooner', () => {
    const facts = { ...FACTS, maxCreatedDays: 30 };
    const outlives = withReason(403, 'outlives');
    expect(renderToStaticMarkup(errorMessage(outlives, { ...wording('en'), facts }))).toContain(
      'at most 30 d from now',
    );
    expect(textOf(outlives)).toBe(catalogues.en['error.outlives']);
  });

  test.each([undefined, 'invented', 'toString', '__proto__'])(
    'with the reason %s is described by its status, else in the API’s words',
    (reason) => {
      expect(textOf(new ApiError(404, 'x', [], undefined, reason))).toBe(catalogues.en['error.404']);
      expect(textOf(new ApiError(429, 'x', [], 7, reason))).toContain('in 7 s');
      expect(textOf(new ApiError(500, 'Words', [], undefined, reason))).toBe('<span lang="en">Words</span>');
      expect(textOf(new ApiError(500, '', [], undefined, reason))).toBe(catalogues.en['error.unknown']);
    },
  );

  test('with violations is described by their reasons, each text once', () => {
    const violations = [
      violation('in-the-past', 'expirationDate'),
      violation('no-time', 'expirationDate'),
      violation('in-the-past', 'now'),
    ];
    expect(textOf(new ApiError(400, 'x', violations, undefined, 'invalid-request'))).toBe(
      `${catalogues.en['expiry.past']} ${catalogues.en['violation.no-time']}`,
    );
    expect(textOf(new ApiError(400, 'Words', [violation(undefined)]))).toBe('<span lang="en">Words</span>');
  });
});

describe('a violation', () => {
  const say = (...violations: Violation[]) => renderToStaticMarkup(violationMessages(violations, wording('nl')));

  test('of a pattern is described for its field', () => {
    expect(say(violation('pattern', 'owner'))).toBe(catalogues.nl['user.malformed']);
    expect(say(violation('pattern', 'project'))).toBe(catalogues.nl['project.malformed']);
    expect(say(violation('pattern', 'If-Match'))).toBe('<span lang="en">The API’s words</span>');
  });

  test('without a known reason keeps the API’s words', () => {
    expect(say(violation(undefined), violation('invented'))).toContain('The API’s words');
    expect(say()).toBe('');
  });

  test('names what does not exist, each once', () => {
    const [one, other] = ['nope', 'neither'].map((value) => ({ ...violation('unknown-scope', 'scopes[1]'), value }));
    expect(say(one!, other!, one!)).toBe(
      'De scope ‘nope’ bestaat niet. Kies een andere scope. De scope ‘neither’ bestaat niet. Kies een andere scope.',
    );
    expect(say({ ...violation('unknown-project', 'leads[0]'), value: 'web' })).toBe(
      'Het project ‘web’ bestaat niet. Controleer de naam of maak eerst het project.',
    );
  });

  test('of the maximum lifetime says the limit and the latest date', () => {
    expect(say(violation('max-lifetime', 'expirationDate'))).toBe(
      'De maximale levensduur is 90 d. Voer een datum tot en met THE LATEST DATE in.',
    );
  });

  test.each([
    ['of a value that was not sent', violation('unknown-scope', 'scopes'), FACTS],
    ['of a limit that the session does not know', violation('max-lifetime'), undefined],
  ])('%s keeps the API’s words', (_, one, facts) => {
    const text = renderToStaticMarkup(violationMessage(one, { ...wording('nl'), facts }));
    expect(text).toBe('<span lang="en">The API’s words</span>');
  });
});
