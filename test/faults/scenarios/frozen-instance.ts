import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { applyRowChanges, PostgresEventStore } from '#libs/event-store';
import { createPool } from '#libs/postgres';
import { rooms } from '#src/app/rooms';
import type { Scenario, Stage } from '../scenario.js';
import { startApp, type AppProcess } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser, urlOf } from '../support/connect.js';
import { ownServer } from '../support/own-server.js';
import { addTo, reckon, repeat } from '../support/reckoning.js';
import { DIVIDED, headOf, TAKEN_OVER, untilTrue } from '../support/shares.js';
import { appliedTwice, stopWatching, watchForTwice } from '../support/twice.js';
import { viewsEqualRebuild } from '../support/views.js';

/** Well beyond a lease. */
const FROZEN_MS = 7_000;
/** A dead or frozen instance's share is taken over within seconds; this much on a machine with two busy cores. */
const SECONDS_ALLOWED = 20;

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const server = await ownServer(lab, 'frozen');
  const client = await asSuperuser(server.dataDir);
  await watchForTwice(client);
  const start = () => startApp({ dataDir: server.dataDir, env: server.environment() });
  const apps = [await start(), await start()];
  let serving = 0;
  let ownerOfFirst: string | undefined;
  const people = new Caseworkers({
    url: () => apps[serving]!.url,
    token: () => lab.issuer.token('demo-boden-caseworker'),
    count: 4,
    patienceMs: 5_000,
  });
  people.start();
  for (let round = 1; round <= (extent.short ? 1 : 20); round++) {
    await untilTrue(client, DIVIDED);
    const frozen = round % 2;
    serving = 1 - frozen;
    await people.untilMore(8 + round);
    apps[frozen]!.child.kill('SIGSTOP');
    const since = performance.now();
    const tookOver = (await untilTrue(client, TAKEN_OVER, [await headOf(client)])) / 1000;
    tally.recoveries.push(tookOver);
    const { rows } = await client.query<{ owner: string }>('SELECT owner FROM es.checkpoints LIMIT 1');
    if (serving === 0) ownerOfFirst = rows[0]!.owner;
    if (tookOver > SECONDS_ALLOWED) tally.failures.push(`a frozen instance's share was taken over only after ${tookOver.toFixed(1)} s`);
    await people.untilMore(5);
    await sleep(Math.max(0, FROZEN_MS - (performance.now() - since)));
    apps[frozen]!.child.kill('SIGCONT');
    say(`frozen: taken over after ${tookOver.toFixed(1)} s, woken after ${((performance.now() - since) / 1000).toFixed(1)} s`);
  }
  await untilTrue(client, DIVIDED);
  const inside = await freezeInside(client, server.dataDir, (owner) => {
    serving = owner === ownerOfFirst ? 1 : 0;
    return apps[1 - serving]!;
  });
  tally.recoveries.push(inside);
  if (inside > SECONDS_ALLOWED)
    tally.failures.push(`a share whose instance froze in a transaction was taken over only after ${inside.toFixed(1)} s`);
  say(`frozen in the midst of a transaction: taken over after ${inside.toFixed(1)} s`);
  await untilTrue(client, DIVIDED);
  await people.pause();
  tally.acks += people.acknowledged.length;
  tally.failures.push(...people.wrong);
  tally.duplicated += await repeat(people, people.acknowledged.slice(-20));
  await untilTrue(client, 'SELECT bool_and(position::bigint >= $1::bigint) FROM es.checkpoints', [await headOf(client)]);
  const { applied, tooMany } = await appliedTwice(client);
  tally.duplicated += tooMany;
  say(`${applied} applications to a view, ${tooMany} too many`);
  const unfenced = await applyWithoutFence(client, server.dataDir);
  tally.control('an event that an instance without a fence applies again is seen', unfenced > tooMany);
  await stopWatching(client);
  addTo(tally, await reckon(client, people.acknowledged));
  await viewsEqualRebuild(client, apps[0]!.url, server.operator, tally);
  await client.end();
  for (const app of apps) await app.stop();
  await server.stop();
};

/**
 * Freezes the instance that carries the persons view in the midst of a transaction: the view's table is locked until it waits there, with its checkpoint's
 * row in its hand. @returns seconds until the other instance has taken everything over
 */
const freezeInside = async (client: Client, dataDir: string, choose: (owner: string) => AppProcess): Promise<number> => {
  const { rows } = await client.query<{ owner: string }>(
    "SELECT owner FROM es.checkpoints WHERE name = 'view:persons' ORDER BY part LIMIT 1",
  );
  const app = choose(rows[0]!.owner);
  const locker = await asSuperuser(dataDir);
  await locker.query('BEGIN; LOCK TABLE views.persons IN SHARE MODE');
  await untilTrue(client, WAITING);
  app.child.kill('SIGSTOP');
  await locker.query('ROLLBACK');
  await locker.end();
  const seconds = (await untilTrue(client, TAKEN_OVER, [await headOf(client)])) / 1000;
  app.child.kill('SIGCONT');
  return seconds;
};

const WAITING = "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = 'insatskedja_projector' AND wait_event_type = 'Lock')";

/** The control: what a woken instance would do if checkpoints were not fenced. The rows look the same afterwards. */
const applyWithoutFence = async (client: Client, dataDir: string): Promise<number> => {
  const persons = rooms.projections.find(({ name }) => name === 'view:persons')!;
  const { rows } = await client.query<{ stream: string }>("SELECT stream FROM es.events WHERE type = 'people.SafeContactChanged' LIMIT 1");
  const pool = createPool(urlOf(dataDir, 'superuser'), { max: 2, applicationName: 'faults-control' });
  const store = new PostgresEventStore(pool);
  const events = await store.readStream(rows[0]!.stream);
  await store.close();
  await pool.end();
  await client.query('BEGIN');
  try {
    await applyRowChanges(client, persons.project(events[0]!));
    return (await appliedTwice(client)).tooMany;
  } finally {
    await client.query('ROLLBACK');
  }
};

export const frozenInstance: Scenario = {
  name: 'frozen-instance',
  title: 'two instances, one frozen with SIGSTOP beyond its lease: its share is taken over, and nothing is applied twice when it wakes',
  play,
};
