import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..');

/** Installs the peers beside the bench, from its own lock file, once. @returns whether they are there */
export const installPeers = (say) => {
  if (existsSync(path.join(folder, 'node_modules', 'evtstore'))) return true;
  say('Installing the peers for the bench (test/bench/package-lock.json) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return true;
  say('The peers could not be installed: their figures are left out.');
  return false;
};
