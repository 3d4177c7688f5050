import type { Page } from '@playwright/test';
import type { Api } from './support/api';
import { expect, inOtherBrowser, test } from './support/people';
import { MAX_CREATED_DAYS } from './support/globalSetup';
import { FAILING } from './support/provider';
import { FULL, MANAGER } from './support/test';

/** Returns everything that a page keeps outside its memory. */
const keptIn = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.cookie]));

const redemptions = (traffic: string[]) =>
  traffic.filter((line) => line.startsWith('POST') && line.endsWith('/v2/token'));

test.describe('signing in with an identity provider', () => {
  test('a person signs in and comes to the view that was asked for', async ({ person, app, page }) => {
    await page.goto('profile?name=nightly');
    await expect(person.signInButton).toBeVisible();
    await expect(app.field('Token')).toBeHidden();
    await app.isAccessible();
    // The keyboard alone suffices.
    await person.signInButton.focus();
    await page.keyboard.press('Enter');
    await person.continueAs(person.subject);

    await person.isSignedIn();
    await expect(page).toHaveURL(/\/console\/profile\?name=nightly$/);
    expect(await keptIn(page)).not.toMatch(/[A-Z2-7]{64}|code|verifier/);
    expect(redemptions(app.watch.traffic)).toHaveLength(1);
    // What came back is not in the history of the tab.
    await page.goBack();
    expect(page.url()).not.toContain('code=');
  });

  test('a token signs in where there are providers', async ({ person, app, api, page }) => {
    const { token } = await api.create({ scopes: MANAGER });
    await page.goto('profile');
    await app.button('Use a token').click();
    await expect(app.field('Token')).toBeFocused();
    await app.isAccessible();
    await app.signIn(token);
    await expect(app.row('Current session')).toBeVisible();
    // No other tab gets a pasted token.
    const tab = await person.openTab();
    await expect(tab.button(`Sign in with ${person.people.label}`)).toBeVisible();
  });

  test('a new tab has the session, and signing out ends both', async ({ person, app, api, page }) => {
    await person.signIn();
    await person.isSignedIn();
    const before = app.watch.traffic.length;
    const tab = await person.openTab('tokens/new');
    await person.isSignedIn(tab.page);
    await expect(tab.page.getByRole('heading', { name: 'New API token' })).toBeVisible();
    expect(redemptions(app.watch.traffic.slice(before))).toEqual([]);
    const [session] = await sessionsOf(api, person.people.name);

    await person.choose('Sign out');
    await expect(tab.page.getByText('You signed out in another tab.')).toBeVisible();
    expect(await sessionsOf(api, person.people.name)).not.toContain(session);
    // The provider asks whether its own session ends too.
    await page.getByRole('button', { name: 'End session' }).click();
    await expect(person.signInButton).toBeVisible();
    await page.reload();
    await expect(person.signInButton).toBeVisible();
    expect(await keptIn(page)).not.toContain(person.people.name);
  });

  test('a reload keeps the session while another tab has it', async ({ person, app, page }) => {
    await person.signIn();
    await person.isSignedIn();
    const tab = await person.openTab();
    await person.isSignedIn(tab.page);
    await page.reload();
    await person.isSignedIn();
    expect(redemptions(app.watch.traffic)).toHaveLength(1);
  });

  test('a reload of the only tab asks the provider once, without showing anything', async ({ person, app, page }) => {
    await person.signIn('profile?name=nightly');
    await person.isSignedIn();
    await page.reload();
    await person.isSignedIn();
    await expect(page).toHaveURL(/\/console\/profile\?name=nightly$/);
    expect(redemptions(app.watch.traffic)).toHaveLength(2);

    await person.forgetProvider();
    await page.reload();
    await expect(person.signInButton).toBeVisible();
    await expect(page).toHaveURL(/\/console\/profile\?name=nightly$/);
    await page.reload();
    await expect(person.signInButton).toBeVisible();
    expect(redemptions(app.watch.traffic)).toHaveLength(2);
  });

  test('signing out everywhere ends the sessions of other browsers', async ({ person, page }) => {
    await person.signIn();
    await person.isSignedIn();
    const other = await inOtherBrowser(person);
    other.app.watch.expects(401);
    await other.signIn();
    await other.isSignedIn();

    await person.choose('Sign out everywhere');
    await expect(page.getByRole('button', { name: 'End session' })).toBeVisible();
    await other.app.button('Refresh').click();
    await expect(other.page.getByText('You were signed out because your token is no longer valid.')).toBeVisible();
    await expect(other.signInButton).toBeVisible();
    expect(other.app.watch.violations).toEqual([]);
    await other.page.context().close();
  });

  test('a response to another window is not redeemed', FULL, async ({ person, app, page }) => {
    await page.goto('signed-in?code=stolen&state=foreign');
    await expect(page.getByText('was not meant for this window')).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    await app.isAccessible();
    await expect(person.signInButton).toBeVisible();
    expect(redemptions(app.watch.traffic)).toEqual([]);
  });

  test('a code is redeemed once, and only by the window that asked for it', async ({ person, app, page }) => {
    app.watch.expects(400);
    const response = page.waitForRequest(/\/signed-in\?/);
    const redemption = page.waitForRequest(/\/v2\/token$/);
    await person.signIn();
    await person.isSignedIn();
    const url = new URL((await response).url());
    await page.goto(url.href);
    await expect(page.getByText('was not meant for this window')).toBeVisible();
    expect(redemptions(app.watch.traffic)).toHaveLength(1);

    // A caller that had the code, the state and the verifier would get nothing either.
    const sent = new URLSearchParams((await redemption).postData() ?? '');
    const attempt = {
      state: url.searchParams.get('state'),
      verifier: sent.get('code_verifier'),
      trust: sent.get('audience'),
      clientId: sent.get('client_id'),
      redirectUri: sent.get('redirect_uri'),
      issuer: url.searchParams.get('iss'),
      purpose: 'signIn',
      view: 'profile',
      startedAt: Date.now(),
    };
    await page.evaluate((text) => {
      const [base] = location.pathname.split(/(?<=\/console)\//);
      sessionStorage.setItem(`tokenry.signIn ${base}`, text);
    }, JSON.stringify(attempt));
    await page.goto(url.href);
    await expect(page.getByText('response is no longer valid')).toBeVisible();
    expect(redemptions(app.watch.traffic)).toHaveLength(2);
  });

  test('a sign-in that is denied at the provider says so', async ({ person, page }) => {
    await person.signIn('profile', '');
    await expect(page.getByText('The identity provider denied the sign-in')).toBeVisible();
    await expect(person.signInButton).toBeVisible();
    await expect(page).toHaveURL(/\/console\/profile$/);
  });

  test('a person without a user sees where the reason is', async ({ person, app, page }) => {
    app.watch.expects(400);
    await person.signIn('profile', 'unknown');
    await expect(page.getByText(/in the log under [0-9a-f-]{36}\./)).toBeVisible();
    await expect(person.signInButton).toBeVisible();
  });

  test('a provider that fails during the sign-in is reported', FULL, async ({ person, app, page }) => {
    app.watch.expects(503);
    await person.signIn('profile', FAILING);
    await expect(page.getByText('The service or the identity provider didn’t respond.')).toBeVisible();
    await expect(person.signInButton).toBeVisible();
  });

  test('without a response about the providers, a token signs in', async ({ person, app, api, page }) => {
    app.watch.expectNetworkErrors();
    await page.route(/\/v2\/signIn$/, (route) => route.abort());
    await page.goto('profile');
    await expect(page.getByText('Signing in with an identity provider isn’t possible at the moment.')).toBeVisible();
    await app.isAccessible();
    await page.unroute(/\/v2\/signIn$/);
    await app.button('Try again').click();
    await expect(person.signInButton).toBeVisible();
    await app.button('Use a token').click();
    await app.signIn((await api.create({ scopes: MANAGER })).token);
    await expect(app.row('Current session')).toBeVisible();
  });

  test('a token that could not be deleted is reported', async ({ person, app, page }) => {
    app.watch.expectNetworkErrors();
    await person.signIn();
    await person.isSignedIn();
    const tab = await person.openTab();
    await person.isSignedIn(tab.page);
    await page.route(/\/v2\/apiTokens\//, (route) =>
      route.request().method() === 'DELETE' ? route.abort() : route.fallback(),
    );
    await person.choose('Sign out');
    for (const one of [page, tab.page]) {
      await expect(one.getByText(/couldn’t be deleted\. It’s valid until .+, unless an administrator/)).toBeVisible();
    }
    await expect(person.signInButton).toBeVisible();
  });

  test('activity in any tab keeps the session of all', async ({ person, app, page, context }) => {
    // Both tabs delete the token, and one is the first.
    app.watch.expects(401, 404);
    await context.clock.install();
    await person.signIn();
    await person.isSignedIn();
    const tab = await person.openTab();
    await person.isSignedIn(tab.page);
    await context.clock.fastForward('14:00');
    await tab.page.keyboard.press('Shift');
    await context.clock.fastForward('14:30');
    await person.isSignedIn();
    await context.clock.fastForward('01:00');
    await expect(page.getByText('You were signed out after 15 minutes of inactivity.')).toBeVisible();
    await expect(tab.page.getByText('You were signed out after 15 minutes of inactivity.')).toBeVisible();
  });

  test('a session that ends soon is renewed in a window of its own', async ({ person, app, page, context }) => {
    await context.clock.install();
    await person.signIn('tokens/new');
    await person.isSignedIn();
    // A view without requests, whose responses would tell it the time of the service.
    const tab = await person.openTab('configuration');
    await person.isSignedIn(tab.page);
    await app.field('Name *').fill('nightly');
    await person.pass(context, 56);
    const renewal = context.waitForEvent('page');
    await app.button('Stay signed in').click();
    await expect(page.getByText('You stay signed in until')).toBeVisible();
    await expect(tab.page.getByText('You stay signed in until')).toBeVisible();
    expect((await renewal).isClosed()).toBe(true);
    // The view and its input are still there.
    await expect(app.field('Name *')).toHaveValue('nightly');
  });

  test('a clock that a response sets back has renewed nothing', FULL, async ({ person, app, page, context }) => {
    await context.clock.install();
    await person.signIn('configuration');
    await person.isSignedIn();
    await person.pass(context, 56);
    await expect(app.button('Stay signed in')).toBeVisible();
    await page.getByRole('link', { name: 'Scopes' }).click();
    await page.waitForLoadState('networkidle');
    // The notice follows the clock when it is rendered again.
    await app.button('Language and time zone').click();
    await page.getByRole('menuitemcheckbox', { name: 'UTC' }).click();
    await expect(app.button('Stay signed in')).toBeHidden();
    await expect(page.getByText('You stay signed in until')).toBeHidden();
  });

  test('without a window, signing in again keeps what was typed', async ({ person, app, page, context }) => {
    await context.clock.install();
    await page.addInitScript(() => (window.open = () => null));
    await person.signIn('tokens/new');
    await person.isSignedIn();
    await app.field('Name *').fill('nightly');
    await person.pass(context, 56);
    await app.button('Stay signed in').click();
    await expect(page.getByText('The browser blocked the window.')).toBeVisible();
    await app.button('Sign in again').click();
    await person.isSignedIn();
    await expect(page.getByText('Your unsaved entries were restored.')).toBeVisible();
    await expect(app.field('Name *')).toHaveValue('nightly');
  });

  test(
    'a provider that requires a new sign-in does not renew the session',
    FULL,
    async ({ person, app, page, context }) => {
      await context.clock.install();
      await person.signIn('configuration');
      await person.isSignedIn();
      await person.forgetProvider();
      await person.pass(context, 56);
      await app.button('Stay signed in').click();
      await expect(page.getByText('The identity provider requires you to sign in again.')).toBeVisible();
      await context.clock.fastForward('04:30');
      await expect(page.getByText('Your session ended. Sign in again.')).toBeVisible();
    },
  );

  test('the forms know how long what a person creates may be valid', async ({ person, app, page }) => {
    await person.signIn();
    await expect(page.getByText(/tokens that you create are personal tokens/)).toBeVisible();
    await expect(page.getByText('Maximum lifetime of created tokens (days)')).toBeVisible();
    await app.isAccessible();
    await app.button('Create API token').click();
    await expect(page.getByText(`(maximum lifetime: ${MAX_CREATED_DAYS} d)`)).toBeVisible();
    await expect(app.box('Personal token')).toBeDisabled();
    await app.field('Name *').fill('nightly');
    await app.field('Expires at *').fill(`now+${MAX_CREATED_DAYS + 1}d`);
    await app.chooseScopes(page.getByLabel('Scopes', { exact: true }), 'metrics.read');
    await app.button('Add').click();
    await expect(app.errorText(`The maximum lifetime is ${MAX_CREATED_DAYS} d.`)).toBeVisible();
    await app.field('Expires at *').fill(`now+${MAX_CREATED_DAYS}d`);
    await app.button('Add').click();
    await expect(app.once).toBeVisible();
    await app.copyTokenAndClose();
    await expect(app.row('nightly')).toBeVisible();
  });
});

for (const [locale, words] of Object.entries({
  'nl-NL': { signIn: 'Aanmelden met Acme', foreign: 'niet voor dit venster bestemd', useToken: 'Een token gebruiken' },
  'ru-RU': { signIn: 'Войти через Acme', foreign: 'предназначен не для этого окна', useToken: 'Использовать токен' },
})) {
  test.describe(`signing in with an identity provider, in ${locale}`, () => {
    test.use({ locale });

    const details = locale === 'ru-RU' ? {} : FULL;
    test('the sign-in page is in the language of the browser', details, async ({ person, app, page }) => {
      await page.goto('signed-in?code=stolen&state=foreign');
      await expect(page.getByText(words.foreign)).toBeVisible();
      await app.button(words.useToken).click();
      await app.isAccessible();
      await app.button(words.signIn).click();
      await person.continueAs(person.subject);
      await expect(page.getByRole('button', { name: new RegExp(person.owner) })).toBeVisible();
    });
  });
}

/** Returns the ids of the sessions that a trust has given. */
async function sessionsOf(api: Api, trust: string): Promise<string[]> {
  return (await api.list(`trust("${trust}")`)).map(({ id }) => id);
}
