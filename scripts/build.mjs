import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const stamp = path.join(root, 'dist', '.built-from');
const lock = path.join(root, 'node_modules', '.cache', 'insatskedja-build.lock');

/** A hash of everything the build reads: after a pull, a checkout of an older version or a deleted file it differs. */
function sources() {
  const hash = createHash('sha256');
  const add = (file) => hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']) add(file);
  for (const folder of ['src', 'libs', 'config'])
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).sort((a, b) =>
      key(a).localeCompare(key(b)),
    ))
      if (entry.isFile() && !/[.]spec[.]tsx?$/.test(entry.name)) add(path.relative(root, key(entry)));
  return hash.digest('hex');
}
const key = (entry) => path.join(entry.parentPath ?? entry.path, entry.name);

function isBuilt(hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(path.join(root, 'dist', 'src', 'main.js'));
}

/** Two starts at once: one builds, the other waits for it. */
async function withLock(work) {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderLives()) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderLives() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Builds dist unless it was built from these very sources. Ends the process if the build fails. */
export async function buildIfStale({ always = false } = {}) {
  const cli = path.join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  if (!existsSync(cli)) {
    if (existsSync(path.join(root, 'dist', 'src', 'main.js'))) return; // an installation without the tools, built elsewhere
    console.error('Not built yet, and the tools to build are not installed. Run: npm ci');
    process.exit(1);
  }
  if (!always && isBuilt(sources())) return;
  await withLock(() => {
    const hash = sources();
    if (!always && isBuilt(hash)) return;
    console.error('Building …');
    const { status } = spawnSync(process.execPath, [cli, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) {
      console.error('The build failed; see above.');
      process.exitCode = 1;
      rmSync(lock, { force: true });
      process.exit();
    }
    writeFileSync(stamp, hash);
  });
}

if (process.argv[1] === import.meta.filename) await buildIfStale({ always: true });
