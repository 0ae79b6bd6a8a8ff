import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.js';
import { startApp } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser } from '../support/connect.js';
import { ownServer } from '../support/own-server.js';
import { Proxy } from '../support/proxy.js';
import { addTo, reckon, repeat } from '../support/reckoning.js';
import { untilReady, viewsEqualRebuild } from '../support/views.js';

/** Longer than any statement may take: after it a connection that says nothing counts as gone. */
const FORGOTTEN_PATIENCE_MS = 60_000;

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const server = await ownServer(lab, 'bad-connection');
  const proxy = await Proxy.open(server.port);
  lab.atEnd(() => proxy.close());
  const app = await startApp({ dataDir: server.dataDir, env: server.environment(proxy.port) });
  const people = new Caseworkers({
    url: () => app.url,
    token: () => lab.issuer.token('demo-boden-caseworker'),
    count: 4,
    patienceMs: 10_000,
  });
  people.start();

  const after = async (what: string, patienceMs?: number): Promise<void> => {
    const ms = await people.untilNext(patienceMs);
    tally.recoveries.push(ms / 1000);
    await untilReady(app.url);
    say(`${what}: the next command was acknowledged after ${Math.round(ms)} ms; ${people.acknowledged.length} so far`);
  };
  for (let round = 1; round <= (extent.short ? 1 : 10); round++) {
    await people.untilMore(10);
    proxy.cut();
    await sleep(1_000);
    if (round === 1) tally.control('a cut connection stops commands', !(await acknowledgesIn(people, 500)));
    proxy.mend();
    await after('cut');

    proxy.slow(30);
    await people.untilMore(5);
    proxy.mend();
    await after('slow');

    proxy.hold();
    await sleep(2_000);
    proxy.mend();
    await after('held');

    await people.untilMore(10);
    const forgotten = proxy.forget();
    await after(`${forgotten} connections forgotten`, FORGOTTEN_PATIENCE_MS);
  }
  await people.pause();
  tally.acks += people.acknowledged.length;
  tally.failures.push(...people.wrong);
  await untilReady(app.url);
  tally.duplicated += await repeat(people, people.acknowledged.slice(-20));
  const client = await asSuperuser(server.dataDir);
  addTo(tally, await reckon(client, people.acknowledged));
  if (!extent.short) await viewsEqualRebuild(client, app.url, server.operator, tally);
  await client.end();
  await app.stop();
  await proxy.close();
  await server.stop();
};

const acknowledgesIn = async (people: Caseworkers, ms: number): Promise<boolean> => {
  const before = people.acknowledged.length;
  await sleep(ms);
  return people.acknowledged.length > before;
};

export const badConnection: Scenario = {
  name: 'bad-connection',
  title: 'the connection to the database is cut, slow, held up, or forgotten without a word; work goes on by itself',
  play,
};
