import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gallery } from './gallery.js';
import { serveGallery } from './gallery-server.js';
import { shoot } from './take.mjs';

/** SCREENS_DIR keeps the pictures to look at; else they are thrown away. */
const keep = process.env['SCREENS_DIR'];

describe('the gallery of all components', () => {
  it('is accessible, keeps its policy and fits, in light, dark and at 375 px', async () => {
    const outDir = keep ?? mkdtempSync(join(tmpdir(), 'gallery-'));
    const server = await serveGallery();
    try {
      const screens = Object.keys(gallery).map((name) => ({ name, url: `${server.url}/${name}` }));
      const faults = await shoot(screens, outDir);
      if (faults) expect(faults).toEqual([]);
    } finally {
      server.close();
      if (!keep) rmSync(outDir, { recursive: true, force: true });
    }
  });
});
