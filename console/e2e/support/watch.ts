import type { Page } from '@playwright/test';

/** The secret half of a token. */
export const SECRET = /[A-Z2-7]{64}/;

/** What no page may do in any test: complain, fail, ask others, lack its rules, or hand a token on. */
export class Watch {
  readonly faults: string[] = [];
  /** Everything that went out and was answered, headers aside. */
  readonly traffic: string[] = [];
  readonly messages: string[] = [];
  private readonly expected = new Set<number>();
  private awayExpected = false;

  constructor(page: Page, own: string) {
    const { origin } = new URL(own);
    page.on('console', (message) => {
      const text = message.text();
      this.messages.push(text);
      if (SECRET.test(text)) this.faults.push('A token went to the log.');
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      if (this.awayExpected && /net::ERR_/.test(text)) return;
      const status = /status of (\d{3})/.exec(text)?.[1];
      if (!this.expected.has(Number(status))) this.faults.push(`${message.type()}: ${text}`);
    });
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (SECRET.test(request.url()) || SECRET.test(request.postData() ?? ''))
        this.faults.push('A token was sent beside the header for it.');
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin)
        this.faults.push(`It asked ${url.origin}.`);
      this.traffic.push(`${request.method()} ${url.pathname}${url.search}`);
    });
    page.on('requestfailed', (request) => {
      const error = request.failure()?.errorText;
      // What is no longer wanted is given up.
      if (error !== 'net::ERR_ABORTED' && !this.awayExpected) this.faults.push(`${request.url()}: ${error}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.expected.has(response.status())) {
        this.faults.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
      }
      const rules = response.headers()['content-security-policy'] ?? '';
      if (
        response.request().isNavigationRequest() &&
        response.url().startsWith(origin) &&
        !rules.startsWith("default-src 'none'")
      ) {
        this.faults.push(`${response.url()} came without its rules.`);
      }
    });
  }

  /** Answers that this test provokes. */
  expects(...statuses: number[]) {
    statuses.forEach((status) => this.expected.add(status));
  }

  expectsNoAnswer() {
    this.awayExpected = true;
  }
}
