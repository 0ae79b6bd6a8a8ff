/** How a screen is reached from the pages before it. */

/** The address of the first link on a page that a selector finds. @throws Error naming the page and the selector */
export async function linkOn(page, path, selector) {
  await page.goto(new URL(path, page.url()).href);
  const href = await page
    .locator(selector)
    .first()
    .getAttribute('href', { timeout: 5000 })
    .catch(() => undefined);
  if (!href) throw new Error(`${page.url()} has no ${selector}`);
  return href;
}

export const at = (path) => async () => path;
export const ofCase =
  (part = '') =>
  async (page) =>
    `${await linkOn(page, '/workspace/cases', 'main a[href^="/workspace/cases/"]')}${part}`;
export const onCasePage = (part, selector) => async (page) => linkOn(page, await ofCase(part)(page), selector);
