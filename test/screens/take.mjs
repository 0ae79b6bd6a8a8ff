/** Screenshots of every screen: light, dark and at 375 px, each checked on the way for overflow, accessibility and console errors. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertNoHorizontalOverflow, axeViolations, collectErrors, launch, VIEWS } from './browser.mjs';
import { withPalette } from './palette.mjs';

/** What is below this is cut off in the picture (not in the checks): nobody looks at the fourth screenful of a picture. */
const MAX_HEIGHT = 2400;
const LOCALE = { locale: 'sv-SE', timezoneId: 'Europe/Stockholm' };

/**
 * @typedef {object} Screen
 * @property {string} name the file's name, without the view
 * @property {string} url
 * @property {import('playwright-core').BrowserContextOptions['storageState']} [storageState] the cookies of whoever is logged in
 * @property {(page: import('playwright-core').Page) => Promise<void>} [prepare] what to do before the picture is taken
 * @property {number} [status] what the server answers with: 200 unless said otherwise
 * @property {boolean} [unpictured] looked at in each view like the rest, and no picture kept
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
    for (const { name, storageState, unpictured, ...screen } of screens) {
      const context = await browser.newContext({ ...LOCALE, storageState });
      const fileOf = unpictured ? undefined : (view) => path.join(outDir, `${name}-${view}.png`);
      const found = await take(await context.newPage(), screen, fileOf).catch((error) => [error.message]);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return faults;
}

/** One page, opened once and looked at in each view. */
async function take(page, { url, prepare, status = 200 }, fileOf) {
  const errors = collectErrors(page);
  const answer = await page.goto(url, { waitUntil: 'load' });
  const faults = answer?.status() === status ? [] : [`answered ${answer?.status()}, not ${status}`];
  await prepare?.(page);
  for (const [view, { viewport, colorScheme }] of Object.entries(VIEWS)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    if (fileOf) await writeFile(fileOf(view), withPalette(await picture(page, viewport)));
    const overflow = await assertNoHorizontalOverflow(page).then(
      () => [],
      (error) => [error.message],
    );
    faults.push(...[...overflow, ...(await axeViolations(page))].map((fault) => `(${view}) ${fault}`));
  }
  // Chromium itself writes a line about a page that is answered with an error; here that answer is what is asked for.
  const expected = status >= 400 ? `status of ${status}` : undefined;
  return [...faults, ...errors.filter((error) => !expected || !error.includes(expected))];
}

/** The page as it stands, cut off below. */
async function picture(page, { width }) {
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), MAX_HEIGHT);
  return page.screenshot({ fullPage: true, animations: 'disabled', clip: { x: 0, y: 0, width, height } });
}

/** The app itself on a fresh store with the played case. Its own start-up lines say where it listens. */
async function startApp() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-screens-'));
  const program = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url));
  const app = spawn(process.execPath, [program, 'main'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', DEMO: 'small' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => app.once('exit', resolve));
  const stop = async () => {
    app.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  let said = '';
  const url = await new Promise((resolve, reject) => {
    app.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /Workspace\s+(http:\S+?)\/?\s/.exec(said)?.[1];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error(`the app did not start:\n${said}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

/** Logs each person in by the card on the login page, and finds the address of each screen as them. What is not found is a fault like any other. */
async function resolveScreens(pages, url) {
  const browser = await launch();
  if (!browser) return undefined;
  try {
    const people = new Map();
    const login = async (name) => {
      const context = await browser.newContext(LOCALE);
      const page = await context.newPage();
      await page.goto(`${url}/login`);
      if (name) {
        await page.getByRole('button', { name, exact: false }).click();
        await page.waitForURL(/\/workspace/);
      }
      return { page, storageState: await context.storageState() };
    };
    const [screens, lost] = [[], []];
    for (const { name, as, path: find, ...screen } of pages) {
      if (!people.has(as)) people.set(as, await login(as));
      const { page, storageState } = people.get(as);
      const address = await find(page).catch((error) => void lost.push(`${name}: ${error.message}`));
      if (address) screens.push({ ...screen, name, url: url + address, storageState });
    }
    return { screens, lost };
  } finally {
    await browser.close();
  }
}

async function main(only) {
  const [{ PAGES }, { MORE_PAGES }] = await Promise.all([import('./pages.mjs'), import('./more-pages.mjs')]);
  const app = process.env.SCREENS_URL ? { url: process.env.SCREENS_URL, stop: async () => undefined } : await startApp();
  try {
    const found = await resolveScreens(
      [...PAGES, ...MORE_PAGES].filter(({ name }) => only.length === 0 || only.includes(name)),
      app.url,
    );
    if (!found) return;
    const { screens, lost } = found;
    const outDir = process.env.SCREENS_DIR ?? fileURLToPath(new URL('../../docs/screens', import.meta.url));
    const faults = [...lost, ...((await shoot(screens, outDir)) ?? [])];
    const kept = screens.filter(({ unpictured }) => !unpictured).length;
    console.log(`${screens.length} screens in ${Object.keys(VIEWS).length} views, ${kept} of them pictured: ${outDir}`);
    if (faults.length > 0) {
      console.error(`${faults.length} faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
      process.exitCode = 1;
    }
  } finally {
    await app.stop();
  }
}

// `npm run screens` takes them all; `npm run screens -- case plan` takes these. Another running app: SCREENS_URL; another folder: SCREENS_DIR.
if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
