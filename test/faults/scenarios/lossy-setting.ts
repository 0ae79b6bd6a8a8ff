import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { assertDurable, ensureRolesAndDatabase, runMigrations, startEmbedded } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import type { Scenario, Stage } from '../scenario.js';
import { Appenders, reckonAppends } from '../support/appenders.js';
import { asSuperuser } from '../support/connect.js';
import { killPostgres, postmasterOf } from '../support/postgres-processes.js';

/** The log of changes stays in the server's memory until its buffers are full or the WAL writer comes by, every ten seconds. */
const LOSSY = ["synchronous_commit = 'off'", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'"];

/** Repeats the kill until the loss is seen; one is nearly always enough. */
const ROUNDS = 5;

const play = async ({ lab, tally, say }: Stage): Promise<void> => {
  const dataDir = path.join(lab.folder, 'lossy');
  const server = await startEmbedded({ dataDir, mode: 'durable', log: () => undefined });
  lab.atEnd(() => server.stop());
  const urls = await ensureRolesAndDatabase(server.superuserUrl, { database: 'insatskedja', passwords: server.secrets });
  await runMigrations(urls.migrateUrl, migrations);

  const honest = new Appenders(urls.appUrl, 4, true);
  honest.start();
  await sleep(1_000);
  killPostgres(postmasterOf(dataDir).pid, 'all');
  tally.kills += 1;
  await honest.pause();
  const client = await asSuperuser(dataDir);
  const kept = await reckonAppends(client, honest.acknowledged);
  tally.acks += honest.acknowledged.length;
  tally.lost += kept.lost;
  say(`durable: ${honest.acknowledged.length} acknowledged, ${kept.lost} lost`);

  for (const setting of LOSSY) await client.query(`ALTER SYSTEM SET ${setting}`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
  const refused = await assertDurable(urls.appUrl).then(
    () => false,
    (error: Error) => error.message.includes('synchronous_commit'),
  );
  tally.control('a start refuses a database that forgets', refused);
  let lost = 0;
  for (let round = 1; round <= ROUNDS && lost === 0; round++) lost += await forget(dataDir, urls.appUrl, say);
  tally.control_lost += lost;
  tally.control('the reckoning sees what synchronous_commit=off loses', lost > 0);
  await server.stop();
};

/** One round with the lossy setting. @returns how many acknowledged events were gone */
const forget = async (dataDir: string, url: string, say: Stage['say']): Promise<number> => {
  const before = await asSuperuser(dataDir);
  await before.query('CHECKPOINT');
  await before.end();
  const careless = new Appenders(url, 4, true);
  careless.start();
  await sleep(700);
  killPostgres(postmasterOf(dataDir).pid, 'all');
  await careless.pause();
  const client: Client = await asSuperuser(dataDir);
  const { lost } = await reckonAppends(client, careless.acknowledged);
  await client.end();
  say(`synchronous_commit=off: ${careless.acknowledged.length} acknowledged, ${lost} lost`);
  return lost;
};

export const lossySetting: Scenario = {
  name: 'lossy-setting',
  title: 'control: the same kill with synchronous_commit=off must be caught losing, and a start must refuse it',
  play,
};
