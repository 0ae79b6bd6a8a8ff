/** Screenshots of every screen: light, dark and at 375 px, each checked on the way for overflow, accessibility and console errors. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertNoHorizontalOverflow, axeViolations, collectErrors, launch, VIEWS } from './browser.mjs';

/**
 * @typedef {object} Screen
 * @property {string} name the file's name, without the view
 * @property {string} url
 * @property {import('playwright-core').BrowserContextOptions['storageState']} [storageState] the cookies of whoever is logged in
 * @property {(page: import('playwright-core').Page) => Promise<void>} [prepare] what to do before the picture is taken
 */

/**
 * Takes each screen in each view. Returns what is wrong, one line for each fault; an empty list means that all is well.
 * @param {readonly Screen[]} screens
 * @param {string} outDir
 * @returns {Promise<string[] | undefined>} undefined where Chromium isn't installed
 */
export async function shoot(screens, outDir) {
  const browser = await launch();
  if (!browser) return undefined;
  mkdirSync(outDir, { recursive: true });
  const faults = [];
  try {
    for (const screen of screens) {
      for (const [view, options] of Object.entries(VIEWS)) {
        const context = await browser.newContext({
          ...options,
          locale: 'sv-SE',
          timezoneId: 'Europe/Stockholm',
          storageState: screen.storageState,
        });
        const page = await context.newPage();
        const errors = collectErrors(page);
        const where = `${screen.name} (${view})`;
        await page.goto(screen.url, { waitUntil: 'load' });
        await screen.prepare?.(page);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.screenshot({ path: join(outDir, `${screen.name}-${view}.png`), fullPage: true, animations: 'disabled' });
        await assertNoHorizontalOverflow(page).catch((error) => faults.push(`${where}: ${error.message}`));
        faults.push(...(await axeViolations(page)).map((violation) => `${where}: ${violation}`));
        faults.push(...errors.map((error) => `${where}: ${error}`));
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
  return faults;
}
