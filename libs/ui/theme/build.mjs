/**
 * Builds insatskedja.css from designsystemet.config.json, offline, with the design system's own command.
 * Run it after a change of colours: `node libs/ui/theme/build.mjs`. The result is committed; the tokens between are not.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(here, '../../../node_modules');
const command = join(modules, '@digdir/designsystemet/dist/bin/designsystemet.js');
const work = mkdtempSync(join(tmpdir(), 'theme-'));
try {
  copyFileSync(join(here, 'designsystemet.config.json'), join(work, 'designsystemet.config.json'));
  for (const step of ['create', 'build']) execFileSync(process.execPath, [command, 'tokens', step], { cwd: work, stdio: 'inherit' });
  copyFileSync(join(work, 'design-tokens-build', 'insatskedja.css'), join(here, 'insatskedja.css'));
  execFileSync(process.execPath, [join(modules, 'prettier/bin/prettier.cjs'), '--write', join(here, 'insatskedja.css')], {
    stdio: 'inherit',
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
