import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { Api } from './api';
import { Watch } from './watch';

export { expect };
export { unique, type Made } from './api';

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} has to be set; mvn verify does so.`);
  return value;
}

/** The console in a page, in the words of those who use it. */
export class Console {
  constructor(
    readonly page: Page,
    readonly watch: Watch,
  ) {}

  /** Opens a view as somebody who signs in there. */
  async open(view: string, token: string) {
    await this.page.goto(view);
    await this.signIn(token);
    await expect(this.signInButton).toBeHidden();
  }

  async signIn(token: string) {
    await this.page.getByLabel('Token', { exact: true }).fill(token);
    await this.signInButton.click();
  }

  /** Goes on without a reload, which would sign out. */
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

  /** A row of the table by the name in it. */
  row(name: string) {
    return this.page.getByRole('row').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The names in the first column of data, from top to bottom. */
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

  get notices() {
    return this.page.getByRole('region', { name: 'Notifications' });
  }

  get once() {
    return this.dialog('Your new token');
  }

  get shownToken() {
    return this.once.getByRole('textbox', { name: 'Auth token' });
  }

  /** Reads the token that is shown, copies it and closes the window. */
  async takeToken(): Promise<string> {
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

  /** Chooses scopes by typing. */
  async chooseScopes(field: Locator, ...scopes: string[]) {
    await field.click();
    for (const scope of scopes) {
      await this.page.getByPlaceholder('Find scopes').fill(scope);
      await this.page
        .getByRole('option')
        .filter({ has: this.page.getByText(scope, { exact: true }) })
        .click();
    }
    await this.page.keyboard.press('Escape');
  }

  query(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  /** Nothing that a machine can find is in the way of people with other senses or hands. */
  async isAccessible() {
    await expect(this.page.getByText('Loading', { exact: true })).toHaveCount(0);
    // Without frames and without a report on what is well it takes a quarter of the time.
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

interface Fixtures {
  /** The API, as an administrator of everything. */
  api: Api;
  /** The administrator's token. */
  admin: string;
  app: Console;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  admin: ({}, provide) => provide(given('TOKENRY_TOKEN')),
  api: ({ admin }, provide) => provide(new Api(given('TOKENRY_CONSOLE'), admin)),
  app: async ({ page, context }, provide) => {
    const address = given('TOKENRY_CONSOLE');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(address).origin });
    const watch = new Watch(page, address);
    await provide(new Console(page, watch));
    expect(watch.faults).toEqual([]);
  },
});

export const MANAGER = ['apiTokens.read', 'apiTokens.write', 'metrics.read', 'snapshots.upload'];
