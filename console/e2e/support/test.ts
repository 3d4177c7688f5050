import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { Api } from './api';
import { Watch } from './watch';

export { expect };
export { unique, type CreatedToken } from './api';
export { MANAGER } from './scopes';

/** Marks tests that the build leaves out. `.ci/README.md` says which these are. */
export const FULL = { tag: '@full' };

function requiredVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} must be set, as mvn verify does.`);
  return value;
}

/** Page object for the console. */
export class Console {
  constructor(
    readonly page: Page,
    readonly watch: Watch,
  ) {}

  /** Opens a view and signs in. */
  async open(view: string, token: string) {
    await this.page.goto(view);
    await this.signIn(token);
    await expect(this.signInButton).toBeHidden();
  }

  async signIn(token: string) {
    await this.page.getByLabel('Token', { exact: true }).fill(token);
    await this.signInButton.click();
  }

  /** Navigates without a reload, which would end the session. */
  async goTo(view: string) {
    await this.page.evaluate((there) => {
      const base = location.pathname.slice(0, location.pathname.indexOf('/console/') + '/console/'.length);
      history.pushState(null, '', base + there);
      dispatchEvent(new PopStateEvent('popstate'));
    }, view);
  }

  get signInButton() {
    return this.page.getByRole('button', { name: 'Sign in', exact: true });
  }

  button(name: string | RegExp, within: Locator | Page = this.page) {
    return within.getByRole('button', { name, exact: typeof name === 'string' });
  }

  field(label: string, within: Locator | Page = this.page) {
    return within.getByLabel(label, { exact: true });
  }

  /** Returns the table row with this name. */
  row(name: string) {
    return this.page.getByRole('row').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Returns the names in the first column, from top to bottom. */
  names() {
    return this.page.getByRole('rowheader');
  }

  header(name: string) {
    return this.page.getByRole('columnheader', { name, exact: true });
  }

  cells(name: string) {
    return this.row(name).getByRole('gridcell');
  }

  box(name: string, within: Locator | Page = this.page) {
    return within.getByRole('checkbox', { name, exact: true });
  }

  get range() {
    return this.page.getByText(/^\d+ - \d+\/\d+\+?$/);
  }

  dialog(name: string | RegExp) {
    return this.page.getByRole('dialog', { name });
  }

  /** Returns the text of an error next to a button. The form repeats it for screen readers. */
  errorText(text: string) {
    return this.page.locator('[data-error]').filter({ hasText: text }).first();
  }

  get once() {
    return this.dialog('Your new token');
  }

  get shownToken() {
    return this.once.getByRole('textbox', { name: 'Token value' });
  }

  /** Copies the new token, closes the dialog and returns the token value. */
  async copyTokenAndClose(): Promise<string> {
    const token = await this.shownToken.inputValue();
    await this.button('Copy to clipboard', this.once).click();
    await expect(this.once.getByText('Copied')).toBeVisible();
    await this.once.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(this.once).toBeHidden();
    return token;
  }

  async pick(select: Locator, option: string | RegExp) {
    await select.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Selects scopes by typing their names. */
  async chooseScopes(field: Locator, ...scopes: string[]) {
    await field.click();
    for (const scope of scopes) {
      await this.page.getByPlaceholder('Find scopes').fill(scope);
      // The mark of another scope, "Replaced by …", also contains the name, as found text in an element of its own.
      await this.page.getByRole('option', { name: new RegExp(`^${scope}(\\s|$)`) }).click();
    }
    await this.page.keyboard.press('Escape');
  }

  query(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  /** Asserts that axe finds no accessibility violations. */
  async isAccessible() {
    // A view that has rendered nothing yet shows no indicator either.
    await this.page.locator('h1').first().waitFor({ state: 'attached' });
    await expect(this.page.getByText('Loading', { exact: true })).toHaveCount(0);
    // Without frames and reports of passed rules, the check takes a quarter of the time.
    const { violations } = await new AxeBuilder({ page: this.page })
      .setLegacyMode()
      .options({ preload: false, resultTypes: ['violations'] })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
    ).toEqual([]);
  }
}

/** Offers only the sign-in with these issuers, because tests of the same stack create their own. */
export async function offerIssuers(context: BrowserContext, ...names: string[]) {
  await context.route(/\/v2\/signIn$/, async (route) => {
    const response = await route.fetch();
    const { issuers } = (await response.json()) as { issuers: { name: string }[] };
    await route.fulfill({ response, json: { issuers: issuers.filter(({ name }) => names.includes(name)) } });
  });
}

interface Fixtures {
  /** API client with the administrator's token. */
  api: Api;
  /** The administrator's token. */
  admin: string;
  app: Console;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  admin: ({}, provide) => provide(requiredVariable('TOKENRY_TOKEN')),
  api: ({ admin }, provide) => provide(new Api(requiredVariable('TOKENRY_CONSOLE'), admin)),
  app: async ({ page, context }, provide) => {
    const address = requiredVariable('TOKENRY_CONSOLE');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(address).origin });
    await offerIssuers(context);
    const watch = new Watch(page, address);
    await provide(new Console(page, watch));
    // A request of the page can still be in the hands of the test's routes, which fail once the page is closed.
    if (!page.isClosed()) await page.unrouteAll({ behavior: 'wait' });
    await context.unrouteAll({ behavior: 'wait' });
    expect(watch.violations).toEqual([]);
  },
});
