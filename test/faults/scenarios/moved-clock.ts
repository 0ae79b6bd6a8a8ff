import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.js';
import { startApp } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser } from '../support/connect.js';
import { ownServer } from '../support/own-server.js';
import { addTo, reckon } from '../support/reckoning.js';
import { DIVIDED, headOf, untilTrue } from '../support/shares.js';
import { viewsEqualRebuild } from '../support/views.js';

const HOUR = 3_600_000;
/** Forward, far back, forward, and right again. */
const JUMPS = [HOUR, -HOUR, 3 * HOUR, 0];

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const server = await ownServer(lab, 'clock');
  const file = path.join(lab.folder, 'clock-offset');
  const env = { ...server.environment(), FAULTS_CLOCK_FILE: file };
  const preload = path.join(import.meta.dirname, '..', 'support', 'moved-clock.mjs');
  writeFileSync(file, '0');
  const steady = await startApp({ dataDir: server.dataDir, env: server.environment() });
  const moved = await startApp({ dataDir: server.dataDir, env, preload });
  const client = await asSuperuser(server.dataDir);
  let skew = 0;
  const people = new Caseworkers({ url: () => moved.url, token: () => lab.issuer.token('demo-boden-caseworker', skew), count: 4 });
  const owners = async (): Promise<string> =>
    (await client.query<{ owners: string }>("SELECT string_agg(owner::text, ',' ORDER BY name, part) AS owners FROM es.checkpoints"))
      .rows[0]!.owners;

  await untilTrue(client, DIVIDED);
  const before = await owners();
  for (const jump of JUMPS) {
    skew = jump;
    writeFileSync(file, String(jump));
    await sleep(300);
    people.start();
    const began = performance.now();
    await people.untilMore(extent.short ? 15 : 150);
    await people.pause(); // each record is worked within one reckoning of time
    await untilTrue(client, 'SELECT bool_and(position::bigint >= $1::bigint) FROM es.checkpoints', [await headOf(client)]);
    say(
      `clock at ${jump / HOUR} h: ${people.acknowledged.length} acknowledged, views there after ${Math.round(performance.now() - began)} ms`,
    );
  }
  // Leases run by the database's clock: a jump of hours costs nobody a share.
  if ((await owners()) !== before) tally.failures.push('shares changed hands because a clock was moved');
  tally.acks += people.acknowledged.length;
  tally.failures.push(...people.wrong);
  addTo(tally, await reckon(client, people.acknowledged));
  const { rows } = await client.query<{ ahead: boolean; behind: boolean }>(
    `SELECT bool_or(recorded_at > clock_timestamp() + interval '30 minutes') AS ahead,
            bool_or(recorded_at < clock_timestamp() - interval '30 minutes') AS behind FROM es.events WHERE stream = ANY ($1)`,
    [people.acknowledged.map(({ stream }) => stream)],
  );
  tally.control('the clock was really moved, forward and back', rows[0]!.ahead && rows[0]!.behind);
  if (!extent.short) await viewsEqualRebuild(client, steady.url, server.operator, tally);
  await client.end();
  await moved.stop();
  await steady.stop();
  await server.stop();
};

export const movedClock: Scenario = {
  name: 'moved-clock',
  title: 'one of two instances has its clock moved by hours, forward and back: nothing is lost, no share changes hands, views stay whole',
  play,
};
