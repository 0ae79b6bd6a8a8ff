/** Chromium for screenshots and browser journeys: Debian's package by default, another by CHROMIUM_PATH. Nothing is downloaded. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The views that every screen is checked in. */
export const VIEWS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 375, height: 812 }, colorScheme: 'light' },
};

/**
 * A browser, or undefined with a clear line when Chromium isn't installed: the caller then skips, and says so.
 * @param {string} [executablePath]
 */
export async function launch(executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium') {
  if (!existsSync(executablePath)) {
    console.log(`SKIPPED: no Chromium at ${executablePath}. Install it (apt-get install chromium) or set CHROMIUM_PATH.`);
    return undefined;
  }
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath, headless: true, args: root ? ['--no-sandbox', ...FLAGS] : FLAGS });
}

/**
 * Console errors and page errors of a page from now on. A blocked style or script is such an error, so an empty list also
 * says that the page keeps its content security policy.
 * @param {import('playwright-core').Page} page
 */
export function collectErrors(page) {
  const errors = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

/**
 * How many pixels the page is wider than its window, and what sticks out. A `scrollbar-gutter` is not counted.
 * @param {import('playwright-core').Page} page
 */
export const horizontalOverflow = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const guilty = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && getComputedStyle(element).position !== 'absolute')
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return { pixels: Math.max(0, document.documentElement.scrollWidth - width), guilty: guilty.slice(0, 5) };
  });

/** @param {import('playwright-core').Page} page @throws Error naming the elements that stick out */
export async function assertNoHorizontalOverflow(page) {
  const { pixels, guilty } = await horizontalOverflow(page);
  if (pixels > 0) throw new Error(`${page.url()} is ${pixels} px wider than its window: ${guilty.join(', ')}`);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Accessibility violations by WCAG 2.2 AA and axe's best practices, as short sentences. Evaluated over the debugger's
 * protocol, which the content security policy does not concern: the page needs no exception from it.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function axeViolations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations), WCAG);
  return found.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help} (${node.target.join(' ')})`));
}
