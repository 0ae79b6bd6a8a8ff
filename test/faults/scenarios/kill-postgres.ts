import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.js';
import { startApp } from '../support/app-process.js';
import { Appenders, reckonAppends } from '../support/appenders.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser, urlOf } from '../support/connect.js';
import { killPostgres, postmasterOf, TARGETS } from '../support/postgres-processes.js';
import { addTo, reckon, repeat } from '../support/reckoning.js';
import { untilReady, viewsEqualRebuild } from '../support/views.js';

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const dataDir = await lab.home('kill-postgres');
  const app = await startApp({ dataDir, env: lab.issuer.environment });
  const people = new Caseworkers({ url: () => app.url, token: () => lab.issuer.token('demo-boden-caseworker'), count: 4 });
  const appenders = new Appenders(urlOf(dataDir, 'app'), 4);
  people.start();
  appenders.start();
  for (let cycle = 1; cycle <= extent.kills; cycle++) {
    await people.untilMore(10 + (cycle % 5) * 5);
    await sleep((cycle * 7) % 40); // not always just after an acknowledgement
    const { pid } = postmasterOf(dataDir);
    const struck = killPostgres(pid, TARGETS[(cycle - 1) % TARGETS.length]!);
    if (struck === 0) throw new Error(`cycle ${cycle} struck nothing`);
    tally.kills += 1;
    tally.recoveries.push((await people.untilNext()) / 1000);
    if (cycle % 10 === 0 || cycle === extent.kills)
      say(
        `${cycle} kills, ${people.acknowledged.length} commands and ${appenders.acknowledged.length} events acknowledged, p99 ${tally.recovery_p99_s} s`,
      );
  }
  await Promise.all([people.pause(), appenders.pause()]);
  tally.acks += people.acknowledged.length + appenders.acknowledged.length;
  tally.failures.push(...people.wrong, ...appenders.wrong);
  if (!people.statuses.has(503)) tally.failures.push('no command met the outage: the kills struck nothing');
  await untilReady(app.url);
  tally.duplicated += await repeat(people, people.acknowledged.slice(-40));
  const client = await asSuperuser(dataDir);
  addTo(tally, await reckon(client, people.acknowledged));
  addTo(tally, await reckonAppends(client, appenders.acknowledged));
  await viewsEqualRebuild(client, app.url, { DATA_DIR: dataDir }, tally);
  await client.end();
  await app.stop();
};

export const killPostgresUnderLoad: Scenario = {
  name: 'kill-postgres',
  title: 'kill -9 of PostgreSQL: all of it, its main process, a backend, the checkpointer, the WAL writer; nothing acknowledged is lost',
  play,
};
