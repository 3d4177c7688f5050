import { ACTIONS, ACTOR_KINDS, TARGET_KINDS } from '../src/tables/eventTexts';
import { Console, expect, FULL, offerIssuers, test, unique } from './support/test';
import { createProject, createTrust } from './support/trusts';
import { Watch } from './support/watch';

const LOCALES = {
  'en-GB': {
    lang: 'en',
    signIn: 'Sign in',
    title: 'API tokens',
    create: 'Create API token',
    date: '1 May 2030, 12:00 CEST',
  },
  'nl-NL': {
    lang: 'nl',
    signIn: 'Aanmelden',
    title: 'API-tokens',
    create: 'API-token maken',
    date: '1 mei 2030, 12:00 CEST',
  },
  'ru-RU': {
    lang: 'ru',
    signIn: 'Войти',
    title: 'Токены API',
    create: 'Создать токен API',
    date: '01.05.2030, 12:00 GMT+2',
  },
};

/** Matches catalogue keys and placeholders, which must not be displayed. */
const UNTRANSLATED =
  /\b(signIn|session|column|status|page|table|filter|tokens|profile|token|create|expiry|scopes|scope|scopesPage|scopeUse|source|template|templates|limit|configuration|addresses|edit|regenerate|overlap|newToken|error|violation|enable|disable|delete|done|projects|project|users|user|overview|top|nav|notFound|audit|history|events|event|kind|actor|actorKind|deleted|trusts|trust|issuers|issuer|issuerKind|conditions|condition|claim|lookup|explain|found|replay)\.[a-z][A-Za-z]+\b|\{[a-z]+\}/;

/** The audit log, with every action and actor that has a text of its own. */
const EVENTS = {
  pageSize: 20,
  nextPageKey: null,
  events: ACTIONS.map((action, n) => ({
    schemaVersion: 1,
    id: `event${n}`,
    time: '2030-05-01T10:00:00.000Z',
    type: action,
    action,
    actor: { kind: ACTOR_KINDS[n % ACTOR_KINDS.length], function: 'x', service: 'y' },
    target: { kind: TARGET_KINDS[n % TARGET_KINDS.length], id: `target${n}` },
    changes: [{ field: 'enabled', from: true, to: false }],
    environment: 'default',
  })),
};

test.describe('languages', () => {
  for (const [locale, words] of Object.entries(LOCALES)) {
    // Russian has the longest texts.
    const details = words.lang === 'ru' ? {} : FULL;
    test(`${locale} of the browser is used in every view`, details, async ({ browser, api, admin, baseURL }) => {
      const context = await browser.newContext({ locale, timezoneId: 'Europe/Amsterdam', baseURL });
      await offerIssuers(context);
      const page = await context.newPage();
      const app = new Console(page, new Watch(page, baseURL ?? ''));
      const owner = await api.user(unique('taal'));
      const { id, name } = await api.create({ owner, expirationDate: '2030-05-01T10:00:00Z' });
      const trust = await createTrust(api, await createProject(api));
      await page.goto('tokens');
      await expect(page.locator('html')).toHaveAttribute('lang', words.lang);
      await page.locator('input[type=password]').fill(admin);
      await page.getByRole('button', { name: words.signIn, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(words.title);
      await expect(page).toHaveTitle(`${words.title} · Tokenry`);
      await expect(page.getByRole('button', { name: words.create })).toBeVisible();

      await app.goTo(`tokens?name=${name}`);
      await expect(app.row(name)).toContainText(words.date);
      // The real ones contain names of all kinds, which other tests give.
      await page.route(/\/v2\/events/, (route) => route.fulfill({ json: EVENTS }));
      for (const view of [
        '',
        `tokens?name=${name}`,
        'tokens/new',
        `tokens/${id}`,
        `tokens/${id}/history`,
        'projects',
        'projects/web',
        'users',
        `users/${owner}`,
        `users/${owner}/tokens`,
        'scopes/templates',
        'trusts',
        `trusts/${trust}`,
        `trusts/${trust}/settings`,
        `trusts/${trust}/check`,
        'issuers',
        'audit',
        'configuration',
        'profile',
        'nowhere',
      ]) {
        await app.goTo(view);
        await expect(page.getByRole('heading').first()).toBeVisible();
        const text = (await page.locator('body').innerText()).replaceAll(
          /\b(apiTokens|users|scopes|projects|audit|trusts)\.(read|write|rotateSelf)\b|\btoken\.actions\.githubusercontent\.com\b/g,
          '',
        );
        expect(text, view).not.toMatch(UNTRANSLATED);
        if (words.lang !== 'en')
          expect(text, view).not.toMatch(
            /\b(Loading|Refresh|Cancel|Delete|Update|Select|Close|Never|Items Per Page|Clear)\b/,
          );
      }
      expect(app.watch.violations).toEqual([]);
      await context.close();
    });
  }

  test('the language changes immediately and is remembered', FULL, async ({ app, admin, page }) => {
    await app.open('tokens', admin);
    await app.button('Language and time zone').click();
    await page.getByRole('menuitemcheckbox', { name: 'Nederlands' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('API-tokens');
    await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
    await page.reload();
    await expect(page.getByRole('button', { name: 'Aanmelden', exact: true })).toBeVisible();
    await page.getByRole('button', { name: /^Taal/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Русский' }).click();
    await expect(page.getByRole('button', { name: 'Войти', exact: true })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  });

  test(
    'an error is described by its reason, in a form and for each token of a bulk action',
    FULL,
    async ({ app, api, admin, page }) => {
      app.watch.expects(400);
      const { id, name } = await api.create();
      const invalid = (path: string, reason: string) => {
        const violation = {
          path,
          reason,
          message: 'As the API says.',
          parameterLocation: 'PAYLOAD_BODY',
          location: null,
        };
        return {
          error: {
            code: 400,
            message: 'As the API says.',
            reason: 'invalid-request',
            constraintViolations: [violation],
          },
        };
      };
      await app.open(`tokens/${id}`, admin);
      await app.button('Language and time zone').click();
      await page.getByRole('menuitemcheckbox', { name: 'Nederlands' }).click();
      await page.route(/\/v2\/apiTokens\/tk/, (route) =>
        route.request().method() === 'PATCH'
          ? route.fulfill({ status: 400, json: invalid('name', 'control-characters') })
          : route.fallback(),
      );
      await app.field('Naam *').fill('changed');
      await app.button('Bijwerken').click();
      await expect(app.field('Naam *')).toHaveAccessibleDescription(/De waarde bevat tekens die niet zijn toegestaan/);

      await page.route(/\/v2\/apiTokens\/bulk$/, (route) =>
        route.fulfill({ json: { results: [{ id, status: 400, ...invalid('ids[0]', 'own-token') }] } }),
      );
      await app.goTo(`tokens?name=${name}`);
      await app.box(`${name} selecteren`).check();
      await app.button('Inschakelen').click();
      await app.button('Inschakelen', app.dialog('Tokens inschakelen?')).click();
      await expect(
        page.getByText(`${name}: Dit kan niet met het token waarmee u bent aangemeld. Meld u aan met een ander token.`),
      ).toBeVisible();
      await expect(page.getByText('As the API says.')).toHaveCount(0);
    },
  );
});
