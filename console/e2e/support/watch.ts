import type { Page, Request } from '@playwright/test';

/** The secret of a token. */
export const SECRET = /[A-Z2-7]{64}/;

/** Records what no page may do: log errors, fail, call other origins, lack its security policy or leak a token. */
export class Watch {
  readonly violations: string[] = [];
  /** All requests and responses, without headers. */
  readonly traffic: string[] = [];
  readonly messages: string[] = [];
  private readonly expected = new Set<number>();
  private readonly others = new Set<string>();
  private networkErrorsExpected = false;

  constructor(page: Page, own: string) {
    const { origin } = new URL(own);
    page.on('console', (message) => {
      const text = message.text();
      this.messages.push(text);
      if (SECRET.test(text)) this.violations.push('A token was logged.');
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      if (this.networkErrorsExpected && /net::ERR_/.test(text)) return;
      const status = /status of (\d{3})/.exec(text)?.[1];
      if (!this.expected.has(Number(status))) this.violations.push(`${message.type()}: ${text}`);
    });
    page.on('pageerror', (error) => this.violations.push(`uncaught: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (SECRET.test(request.url()) || SECRET.test(request.postData() ?? ''))
        this.violations.push('A token was sent outside the Authorization header.');
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin && !this.isVisit(request))
        this.violations.push(`A request was sent to ${url.origin}.`);
      this.traffic.push(`${request.method()} ${url.pathname}${url.search}`);
    });
    page.on('requestfailed', (request) => {
      const error = request.failure()?.errorText;
      // The browser aborts requests that are no longer needed.
      if (error !== 'net::ERR_ABORTED' && !this.networkErrorsExpected)
        this.violations.push(`${request.url()}: ${error}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.expected.has(response.status())) {
        this.violations.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
      }
      const policy = response.headers()['content-security-policy'] ?? '';
      if (
        response.request().isNavigationRequest() &&
        response.url().startsWith(origin) &&
        !policy.startsWith("default-src 'none'")
      ) {
        this.violations.push(`${response.url()} has no Content-Security-Policy.`);
      }
    });
  }

  /** Allows to leave the console for another origin. Its own pages send no requests there. */
  allowVisits(origin: string) {
    this.others.add(origin);
  }

  private isVisit(request: Request): boolean {
    return request.isNavigationRequest() && this.others.has(new URL(request.url()).origin);
  }

  /** Allows error responses with these statuses. */
  expects(...statuses: number[]) {
    statuses.forEach((status) => this.expected.add(status));
  }

  expectNetworkErrors() {
    this.networkErrorsExpected = true;
  }
}
