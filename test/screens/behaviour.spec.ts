import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { assertNoHorizontalOverflow, axeViolations, collectErrors, launch, VIEWS } from './browser.mjs';
import { serveGallery } from './gallery-server.js';

let browser: Browser | undefined;
let server: Awaited<ReturnType<typeof serveGallery>>;
beforeAll(async () => {
  browser = await launch();
  server = await serveGallery();
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

/** Runs with a page of its own; without Chromium, `launch` has said that it is skipped. */
async function withPage(options: BrowserContextOptions, run: (page: Page) => Promise<void>): Promise<void> {
  if (!browser) return;
  const context = await browser.newContext(options);
  try {
    await run(await context.newPage());
  } finally {
    await context.close();
  }
}

describe('the small script', () => {
  it('focuses the error summary, whose links lead to the fields', () =>
    withPage(VIEWS.light, async (page) => {
      await page.goto(`${server.url}/form`);
      expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
      for (const link of await page.locator('.error-summary a').all()) {
        await link.click();
        expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
      }
    }));

  it('shows the notice when the stream tells of news, and not before', () =>
    withPage(VIEWS.light, async (page) => {
      await page.goto(`${server.url}/components`);
      expect(await page.locator('[data-live]').count()).toBe(0);
      await page.goto(`${server.url}/case`, { waitUntil: 'commit' });
      await page.locator('[data-live]').waitFor({ state: 'attached' });
      expect(await page.locator('[data-live][hidden]').count()).toBe(1);
      await page.locator('[data-live]:not([hidden])').waitFor({ timeout: 5000 });
    }));

  it('shows it in front of the page: nothing moves from under the pointer', () =>
    withPage(VIEWS.narrow, async (page) => {
      await page.goto(`${server.url}/case`, { waitUntil: 'commit' });
      const places = () =>
        page.locator('main a, main button, main summary').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      await page.locator('[data-live][hidden]').waitFor({ state: 'attached' });
      await page.locator('footer').waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined)); // a font that comes late moves all of it
      const before = await places();
      await page.locator('[data-live]:not([hidden])').waitFor({ timeout: 5000 });
      const inside = await page.locator('[data-live] a, [data-live] button').count();
      expect((await places()).slice(inside)).toEqual(before.slice(inside));
      expect(before.length).toBeGreaterThan(5);
      await assertNoHorizontalOverflow(page);
      expect(await axeViolations(page)).toEqual([]);
    }));

  it('puts the notice away until the next news, and what was read stays where it was', () =>
    withPage(VIEWS.narrow, async (page) => {
      await page.goto(`${server.url}/case`, { waitUntil: 'commit' });
      const notice = page.locator('[data-live]:not([hidden])');
      await notice.waitFor({ timeout: 5000 });
      await page.evaluate(() => scrollTo(0, 200));
      await page.locator('[data-put-away]').click();
      expect(await notice.count()).toBe(0);
      expect(await page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([200, 'main']);
      await notice.waitFor({ timeout: 5000 });
    }));

  it('asks before a changed form is left, not before an unchanged one, and stores nothing', () =>
    withPage(VIEWS.light, async (page) => {
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.type());
        void dialog.accept();
      });
      await page.goto(`${server.url}/form`);
      await page.locator('#f-summary').click();
      await page.goto(`${server.url}/form`);
      expect(dialogs).toEqual([]);
      await page.locator('#f-summary').fill('Ändrad text');
      await page.goto(`${server.url}/components`);
      expect(dialogs).toEqual(['beforeunload']);
      expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
    }));
});

describe('what is folded', () => {
  /** Its height two frames after it was opened, and when it has come to rest. */
  const heights = (page: Page): Promise<number[]> =>
    page.evaluate(async () => {
      const details = document.querySelector<HTMLDetailsElement>('details.details:not([open])')!;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      details.open = true;
      await frame();
      await frame();
      const first = details.offsetHeight;
      await new Promise((resolve) => setTimeout(resolve, 800));
      return [first, details.offsetHeight];
    });

  it('opens at once, so that a quick press on what is in it is not lost', () =>
    withPage(VIEWS.light, async (page) => {
      await page.goto(`${server.url}/components`);
      const [first, last] = await heights(page);
      expect(first).toBe(last);
      expect(first).toBeGreaterThan(0);
    }));
  it('would be seen to grow (negative control)', () =>
    withPage(VIEWS.light, async (page) => {
      await page.goto(`${server.url}/components`);
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.details::details-content { transition: content-visibility 0.4s allow-discrete, height 0.4s !important; }');
        document.adoptedStyleSheets = [sheet];
      });
      const [first, last] = await heights(page);
      expect(first).toBeLessThan(last!);
    }));
});

describe('without script', () => {
  it('all content is there, the form can be filled by keyboard and sent', () =>
    withPage({ ...VIEWS.narrow, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/form?lang=sv`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(page.url()).toContain('#main');
      await page.locator('#f-summary').fill('Behöver stöd');
      const [request] = await Promise.all([
        page.waitForRequest((sent) => sent.method() === 'POST'),
        page.getByRole('button', { name: 'Skicka förfrågan' }).press('Enter'),
      ]);
      expect(new URLSearchParams(request.postData() ?? '').get('summary')).toBe('Behöver stöd');
    }));
});

describe('the checks of screens find faults (negative controls)', () => {
  it('an overflowing page', () =>
    withPage(VIEWS.narrow, async (page) => {
      await page.setContent('<main><div class="wide" style="width:600px">bred</div></main>');
      await expect(assertNoHorizontalOverflow(page)).rejects.toThrow('div.wide');
    }));

  it('an inaccessible page', () =>
    withPage(VIEWS.light, async (page) => {
      await page.setContent('<html lang="sv"><title>x</title><main><h1>x</h1><input name="unlabelled"></main>');
      expect((await axeViolations(page)).join()).toContain('label');
    }));

  it('a page that breaks the policy, and a policy that the page cannot live under', async () => {
    const strict = await serveGallery({ 'content-security-policy': "default-src 'none'" });
    try {
      await withPage(VIEWS.light, async (page) => {
        const errors = collectErrors(page);
        await page.goto(`${strict.url}/login`);
        expect(errors.join()).toContain('Content Security Policy');
      });
    } finally {
      strict.close();
    }
  });

  it('a browser that is not there: undefined and a clear line', async () => {
    expect(await launch('/nowhere/chromium')).toBeUndefined();
  });
});
