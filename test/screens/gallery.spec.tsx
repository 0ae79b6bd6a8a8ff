import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CSP, LANGS, renderPage } from '#libs/ui';
import { gallery } from './gallery.js';
import { serveGallery } from './gallery-server.js';
import { foreignOrigins, inlineCode } from './inline-code.js';
import { shoot } from './take.mjs';

/** SCREENS_DIR keeps the pictures to look at; else they are thrown away. */
const keep = process.env['SCREENS_DIR'];

describe('the gallery of all components', () => {
  const pages = Object.entries(gallery).flatMap(([name, page]) => LANGS.map((lang) => ({ name, lang, html: renderPage(page(lang)) })));

  it.each(pages)('$name ($lang) holds no inline style or script and loads nothing from elsewhere', ({ html }) => {
    expect(inlineCode(html)).toEqual([]);
    expect(foreignOrigins(html)).toEqual([]);
  });

  it.each([
    '<p style="color:red">',
    "<p style='color:red'>",
    '<button onclick="x()">',
    '<a href="javascript:x()">',
    '<script>x()</script>',
    '<style>p{}</style>',
    '<script src="/a.js">x()</script>',
  ])('would find %s (negative control)', (code) => expect(inlineCode(`<main>${code}</main>`)).not.toEqual([]));

  it('would find a foreign address (negative control), and not a style in a value', () => {
    expect(foreignOrigins('<script src="https://cdn.example/x.js"></script>')).toEqual(['https://cdn.example/x.js']);
    expect(inlineCode('<input value="a style=b onclick=c">')).toEqual([]);
  });

  it('has one main heading on each page, under the strict policy', () => {
    for (const { html } of pages) expect(html.match(/<h1\b/g)).toHaveLength(1);
    expect(CSP).toMatch(/^default-src 'none'; /);
    expect(CSP).not.toContain('unsafe');
  });

  it('is accessible, keeps its policy and fits, in light, dark and at 375 px', async () => {
    const outDir = keep ?? mkdtempSync(join(tmpdir(), 'gallery-'));
    const server = await serveGallery();
    try {
      const screens = Object.keys(gallery).map((name) => ({ name, url: `${server.url}/${name}` }));
      const faults = await shoot(screens, outDir);
      // Undefined: no Chromium, and launch has said so.
      expect(faults ?? []).toEqual([]);
    } finally {
      server.close();
      if (!keep) rmSync(outDir, { recursive: true, force: true });
    }
  });
});
