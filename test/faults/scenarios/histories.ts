import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { createPool, createTestDatabase, runMigrations } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import { isLinearizable } from '../histories/linearizable.js';
import type { Operation } from '../histories/operation.js';
import { plants } from '../histories/planted.js';
import { recordHistory, type StreamStore } from '../histories/record.js';
import type { Scenario, Stage } from '../scenario.js';

const AT_ONCE = 24;
const SHAPE = { clients: 5, steps: 10 };
/** A planted bug strikes a quarter of the time; a checker that has seen so many histories without a word is blind. */
const ENOUGH = 60;

const play = async ({ extent, lab, tally, say }: Stage): Promise<void> => {
  const { superuserUrl } = await lab.scratch();
  const database = await createTestDatabase(superuserUrl, {
    templateKey: 'faults',
    prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
  });
  // Two instances of the app, as far as the store can tell.
  const pools = [1, 2].map((n) => createPool(database.appUrl, { max: 8, applicationName: `faults-histories-${n}` }));
  const stores = pools.map((pool) => new PostgresEventStore(pool));

  for (const { name, plant } of plants) {
    const buggy = stores.map(plant);
    tally.control(`checker catches: ${name}`, await isCaught(buggy));
  }
  say(`${plants.length} planted bugs were tried`);

  let killing = true;
  const killer = killBackends(superuserUrl, () => killing);
  let unknown = 0;
  // Until a connection has broken under one, so that the killing was no empty gesture.
  for (let checked = 0; checked < extent.histories || (unknown === 0 && checked < extent.histories * 20); checked += AT_ONCE) {
    const histories = await Promise.all(Array.from({ length: AT_ONCE }, () => recordHistory({ stores, ...SHAPE })));
    for (const history of histories) {
      tally.histories += 1;
      tally.acks += history.filter((one) => one.kind === 'append' && typeof one.outcome === 'object').length;
      unknown += history.filter(({ returned }) => returned === Infinity).length;
      if (isLinearizable(history)) continue;
      tally.violations += 1;
      if (tally.violations === 1) tally.failures.push(`no order explains this history: ${JSON.stringify(history)}`);
    }
    if ((checked / AT_ONCE) % 12 === 11)
      say(`${tally.histories} histories, ${tally.violations} violations, ${unknown} appends without an answer`);
  }
  killing = false;
  await killer;
  say(`${tally.histories} histories, ${tally.violations} violations, ${unknown} appends without an answer`);
  tally.control('connections broke under the histories', unknown > 0);
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
};

const isCaught = async (stores: readonly StreamStore[]): Promise<boolean> => {
  for (let n = 0; n < ENOUGH; n++) {
    const history: Operation[] = await recordHistory({ stores, ...SHAPE });
    if (!isLinearizable(history)) return true;
  }
  return false;
};

/** Ends a random connection of the app's role now and then: some appends never get their answer. */
const killBackends = async (superuserUrl: string, going: () => boolean): Promise<void> => {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  while (going()) {
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'faults-histories%' ORDER BY random() LIMIT 1",
    );
    await sleep(400);
  }
  await client.end();
};

export const histories: Scenario = {
  name: 'histories',
  title: 'concurrent appends and reads on streams, connections cut meanwhile; every history is linearizable, eight planted bugs are caught',
  play,
};
