import type { Scenario, Stage } from '../scenario.js';
import { startApp, type AppProcess } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser } from '../support/connect.js';
import { killPostgres, postmasterOf } from '../support/postgres-processes.js';
import { addTo, reckon, reckonerControls, repeat } from '../support/reckoning.js';
import { untilReady, viewsEqualRebuild } from '../support/views.js';

/** Every so many cycles PostgreSQL is struck in the same moment, as when the machine itself stops. */
const BOTH_EVERY = 5;

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const dataDir = await lab.home('kill-app');
  const env = lab.issuer.environment;
  let app: AppProcess = await startApp({ dataDir, env });
  const people = new Caseworkers({ url: () => app.url, token: () => lab.issuer.token('demo-boden-caseworker'), count: 6 });
  people.start();
  for (let cycle = 1; cycle <= extent.kills; cycle++) {
    await people.untilMore(20 + (cycle % 7) * 5);
    const before = people.acknowledged.length;
    if (cycle % BOTH_EVERY === 0) killPostgres(postmasterOf(dataDir).pid, 'all');
    const down = performance.now();
    await app.kill();
    tally.kills += 1;
    app = await startApp({ dataDir, env });
    const next = performance.now();
    tally.recoveries.push((next - down + (await people.untilNext())) / 1000);
    tally.duplicated += await repeat(people, people.acknowledged.slice(Math.max(0, before - 5), before));
    if (cycle % 10 === 0 || cycle === extent.kills)
      say(`${cycle} kills, ${people.acknowledged.length} acknowledged, p99 ${tally.recovery_p99_s} s`);
  }
  await people.pause();
  tally.acks += people.acknowledged.length;
  tally.failures.push(...people.wrong);
  await untilReady(app.url);
  const client = await asSuperuser(dataDir);
  addTo(tally, await reckon(client, people.acknowledged));
  await viewsEqualRebuild(client, app.url, { DATA_DIR: dataDir }, tally);
  await reckonerControls(client, people.acknowledged, tally);
  await client.end();
  await app.stop();
};

export const killApp: Scenario = {
  name: 'kill-app',
  title: 'kill -9 of the app under load, each fifth time of PostgreSQL too; every acknowledged command is there once',
  play,
};
