import type { Browser, BrowserContextOptions, Locator, Page, Request } from 'playwright-core';
import { axeViolations, collectErrors } from '../screens/browser.mjs';

/** One walk through the app in a real browser: who walks, and what was wrong on the way. */
export interface Walk {
  readonly browser: Browser;
  readonly url: string;
  /** Each fault as a line: an inaccessible page, an error in the console (a broken content security policy is one). */
  readonly faults: string[];
  /** Pages that axe has read: once for each kind of page, heading and number of errors shown. */
  readonly checked: Set<string>;
  /** What the app does and has logged, told when somebody waits for a page in vain. */
  readonly standing: () => Promise<string>;
}

/** Somebody at their own browser, logged in as themself. Everything is done by what a page shows: its links, labels and buttons. */
export class Person {
  private readonly errors: string[];
  /** Answers of 400 and above that a page was asked for: Chromium writes a line in the console about each. */
  private refusals = 0;
  /** What the page has asked the server for and not been answered. */
  private readonly waiting = new Set<Request>();
  /** The latest requests and how they ended, for whoever reads why a journey stopped. */
  private readonly asked: string[] = [];

  private constructor(
    private readonly walk: Walk,
    readonly name: string,
    readonly page: Page,
    private readonly script: boolean,
  ) {
    this.errors = collectErrors(page);
    page.on('response', (answer) => {
      if (answer.request().isNavigationRequest() && answer.status() >= 400) this.refusals += 1;
      this.asked.push(`${answer.request().method()} ${answer.url()}: ${answer.status()}`);
    });
    page.on('request', (request) => this.waiting.add(request));
    page.on('requestfinished', (request) => this.waiting.delete(request));
    page.on('requestfailed', (request) => {
      this.waiting.delete(request);
      this.asked.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
    });
  }

  /** Chooses their own card on the login page, in a browser of their own. */
  static async login(walk: Walk, name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await walk.browser.newContext({ locale: 'sv-SE', timezoneId: 'Europe/Stockholm', ...options });
    const person = new Person(walk, name, await context.newPage(), options.javaScriptEnabled !== false);
    // Jest's limit is the one that counts: a busy machine may answer late.
    person.page.setDefaultTimeout(120_000);
    await person.go('/login');
    await person.press(`Logga in som ${name}`);
    return person;
  }

  /** Types an address. */
  async go(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.walk.url).href);
    await this.look();
  }

  /** Follows a link by its words; the first, where several say the same. */
  async follow(words: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await this.moved(() =>
      within
        .getByRole('link', { name: words, exact: typeof words === 'string' })
        .first()
        .click(),
    );
  }

  /** Presses a button that leads to a page. */
  async press(words: string, within: Locator | Page = this.page): Promise<void> {
    await this.moved(() => within.getByRole('button', { name: words, exact: true }).first().click());
  }

  /** Opens a folded form and returns it. */
  async unfold(words: string): Promise<Locator> {
    const folded = this.page.locator('details', { has: this.page.locator('summary', { hasText: words }) }).first();
    await folded.locator('summary').click();
    return folded;
  }

  /** What stands on the page to read; folded text is not among it. */
  async text(within = 'main'): Promise<string> {
    return this.page.locator(within).first().innerText();
  }

  /** Everything that the server sent for this page, seen or not. */
  async source(): Promise<string> {
    return this.page.content();
  }

  path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** Console errors that are not the browser's own line about a refusal that the journey asked for. */
  consoleErrors(): string[] {
    let expected = this.refusals;
    return this.errors.filter(
      (error) => !(error.startsWith('Failed to load resource: the server responded with a status of 4') && expected-- > 0),
    );
  }

  private async moved(act: () => Promise<void>): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await act();
    await loaded.catch(async (error: Error) => {
      const waiting = [...this.waiting].map((request) => `${request.method()} ${request.url()}: no answer`);
      const told = [
        `${this.name} came to no new page from ${this.page.url()}`,
        ...this.asked.slice(-8),
        ...waiting,
        await this.walk.standing(),
      ];
      throw new Error(told.join('\n'), { cause: error });
    });
    await this.look();
  }

  /** Every kind of page that anybody comes to is read by axe, as it stands. */
  private async look(): Promise<void> {
    if (!this.script) return;
    const heading = await this.page.locator('h1').first().innerText();
    const shown = await this.page.locator('.error-summary li, .alert, .person-banner').count();
    const kind = `${this.path().replace(/[0-9a-f-]{36}/g, ':id')} ${heading.replace(/[0-9a-f]{8}/, ':id')} ${shown}`;
    if (this.walk.checked.has(kind)) return;
    this.walk.checked.add(kind);
    this.walk.faults.push(...(await axeViolations(this.page)).map((violation) => `${this.name} at ${kind}: ${violation}`));
  }
}
