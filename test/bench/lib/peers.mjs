import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The peers have a package of their own: neither the product nor what limits it ever runs on what they bring. */
const folder = path.join(import.meta.dirname, '..', 'peers');

/** Installs the peers from their own lock file, once. @returns whether they are there */
export const installPeers = (say) => {
  if (existsSync(path.join(folder, 'node_modules', 'evtstore'))) return true;
  say('Installing the peers for the bench (test/bench/peers/package-lock.json) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return true;
  say('The peers could not be installed: their figures are left out.');
  return false;
};

/** A peer's module. */
export const loadPeer = (name) => import(pathToFileURL(createRequire(path.join(folder, 'package.json')).resolve(name)).href);
