import type { BrowserContext, Page } from '@playwright/test';
import { unique } from './api';
import type { People } from './globalSetup';
import { Console, expect, MANAGER, offerIssuers, test as base } from './test';
import { Watch } from './watch';

const IDLE_MINUTES = 15;

/** The pages of a person, who has one browser. */
export class Person {
  constructor(
    readonly app: Console,
    readonly people: People,
    readonly owner: string,
    readonly subject: string,
  ) {}

  get page(): Page {
    return this.app.page;
  }

  get signInButton() {
    return this.app.button(`Sign in with ${this.people.label}`);
  }

  /** Opens a view, and signs in at the identity provider. */
  async signIn(view = 'profile', subject = this.subject) {
    await this.page.goto(view);
    await this.signInButton.click();
    await this.continueAs(subject);
  }

  /** Continues on the page of the identity provider. */
  async continueAs(subject: string) {
    await this.page.getByLabel('Subject').fill(subject);
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  async isSignedIn(page = this.page) {
    await expect(page.getByRole('button', { name: `Signed in as ${this.owner}` })).toBeVisible();
  }

  async choose(item: string) {
    await this.app.button(`Signed in as ${this.owner}`).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Opens another tab of the same browser. */
  async openTab(view = 'profile'): Promise<Console> {
    const tab = await this.page.context().newPage();
    await tab.goto(view);
    return new Console(tab, this.app.watch);
  }

  /** Lets time pass, with activity, so that the session does not end. */
  async pass(context: BrowserContext, minutes: number) {
    // A response that comes later would tell the page the time of the service.
    await this.page.waitForLoadState('networkidle');
    for (let left = minutes; left > 0; left -= IDLE_MINUTES - 1) {
      await context.clock.fastForward(Math.min(left, IDLE_MINUTES - 1) * 60_000);
      await this.page.keyboard.press('Shift');
    }
  }

  /** Ends the session at the identity provider, as another application does. */
  async forgetProvider() {
    const { hostname } = new URL(this.people.provider);
    await this.page.context().clearCookies({ domain: hostname });
  }
}

/** Signs in people of the identity provider of the run. */
export const test = base.extend<{ person: Person }>({
  person: async ({ app, api, context }, provide, testInfo) => {
    const { TOKENRY_PEOPLE: started } = process.env;
    testInfo.skip(!started, 'Only a local stack accepts the identity provider of the tests.');
    const people = JSON.parse(started ?? '') as People;
    await offerIssuers(context, people.name);
    app.watch.allowVisits(people.provider);
    const subject = unique('subject');
    const owner = await api.user(unique('jane'), {
      scopes: MANAGER,
      manageOwnTokens: true,
      identities: [{ issuer: people.name, subject }],
    });
    await provide(new Person(app, people, owner, subject));
  },
});

/** Opens the console in another browser of the same person. */
export async function inOtherBrowser(person: Person): Promise<Person> {
  const browser = person.page.context().browser();
  if (!browser) throw new Error('The context has no browser.');
  const address = process.env.TOKENRY_CONSOLE ?? '';
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Amsterdam', baseURL: address });
  await offerIssuers(context, person.people.name);
  const page = await context.newPage();
  const watch = new Watch(page, address);
  watch.allowVisits(person.people.provider);
  return new Person(new Console(page, watch), person.people, person.owner, person.subject);
}

export { expect };
