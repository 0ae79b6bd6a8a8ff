import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.js';
import { startApp } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser } from '../support/connect.js';
import { addTo, reckon, repeat } from '../support/reckoning.js';
import { untilReady, viewsEqualRebuild } from '../support/views.js';

/** Room for a played data folder and some more. */
const SIZE = '400m';
const LEFT_BYTES = 128 * 1024;

/** A small file system of its own. @returns undefined where none may be mounted */
const mountSmall = (lab: Stage['lab']): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const mount = path.join(lab.folder, 'small');
  mkdirSync(mount, { mode: 0o755 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', mount], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  lab.atEnd(() => void execFileSync('umount', ['-l', mount]));
  return mount;
};

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const mount = mountSmall(lab);
  if (!mount) {
    tally.skipped.push('disk-full: a small file system can be mounted by root on Linux only');
    say('skipped: needs root on Linux');
    return;
  }
  const dataDir = await lab.home('data', mount);
  const app = await startApp({ dataDir, env: lab.issuer.environment });
  const people = new Caseworkers({ url: () => app.url, token: () => lab.issuer.token('demo-boden-caseworker'), count: 6 });
  people.start();
  const ballast = path.join(mount, 'ballast');
  for (let round = 1; round <= (extent.short ? 1 : 5); round++) {
    await people.untilMore(20);
    const refused = people.statuses.get(503) ?? 0;
    const { bavail, bsize } = statfsSync(mount);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
    for (const until = Date.now() + 60_000; (people.statuses.get(503) ?? 0) < refused + 10; await sleep(20))
      if (Date.now() > until) throw new Error('the disk did not get full');
    const before = people.acknowledged.length;
    await sleep(1_000);
    say(`full: ${people.acknowledged.length - before} commands acknowledged in a second, the rest answered 503`);
    rmSync(ballast);
    tally.recoveries.push((await people.untilNext()) / 1000);
    await untilReady(app.url);
  }
  await people.pause();
  tally.acks += people.acknowledged.length;
  tally.failures.push(...people.wrong);
  tally.control('the full disk was met', (people.statuses.get(503) ?? 0) >= 10);
  tally.duplicated += await repeat(people, people.acknowledged.slice(-20));
  await untilReady(app.url);
  const client = await asSuperuser(dataDir);
  addTo(tally, await reckon(client, people.acknowledged));
  if (!extent.short) await viewsEqualRebuild(client, app.url, { DATA_DIR: dataDir }, tally);
  await client.end();
  await app.stop();
};

export const diskFull: Scenario = {
  name: 'disk-full',
  title: 'the disk fills up under load and is emptied again; 503 meanwhile, nothing acknowledged is lost, nobody has to restart anything',
  play,
};
