import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { EventStore1700000001001 } from '../postgres/migration.js';
import { Leases } from './leases.js';
import { sharesOf } from './projection.js';

const shares = [...sharesOf('view:one', 4), ...sharesOf('view:two'), ...sharesOf('reaction:three')].map((share) => ({
  ...share,
  version: 1,
}));
const SECOND = 1_000;

describe('leases', () => {
  let test: TestDatabase;
  const instances: { leases: Leases; pool: Pool; holds: Set<string> }[] = [];

  const instance = async () => {
    const pool = createPool(test.projectorUrl, { max: 8, applicationName: 'test', derived: true });
    const holds = new Set<string>();
    const leases = new Leases({
      pool,
      shares,
      onGained: ({ name, part }) => void holds.add(`${name}#${part}`),
      onLost: async ({ name, part }) => void holds.delete(`${name}#${part}`),
      onError: () => undefined,
    });
    await leases.start();
    const one = { leases, pool, holds };
    instances.push(one);
    return one;
  };
  const until = async (condition: () => boolean): Promise<number> => {
    const started = Date.now();
    while (!condition()) {
      if (Date.now() - started > 15 * SECOND) throw new Error('it did not come to that');
      await sleep(50);
    }
    return Date.now() - started;
  };

  beforeEach(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'leases',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, [EventStore1700000001001]),
    });
  });
  afterEach(async () => {
    for (const { leases, pool } of instances.splice(0)) {
      await leases.stop();
      await pool.end();
    }
    await test.drop();
  });

  it('give one instance everything, two a fair part each, and nothing twice', async () => {
    const first = await instance();
    await until(() => first.holds.size === 6);
    const second = await instance();
    await until(() => first.holds.size === 3 && second.holds.size === 3);
    expect(new Set([...first.holds, ...second.holds]).size).toBe(6);
  });

  it('are given back at a stop, so that the other goes on at once', async () => {
    const [first, second] = [await instance(), await instance()];
    await until(() => first.holds.size === 3 && second.holds.size === 3);
    await first.leases.stop();
    expect(first.holds.size).toBe(0);
    expect(await until(() => second.holds.size === 6)).toBeLessThan(8 * SECOND);
  });

  it('of one that has died are free as soon as its connection is gone', async () => {
    const first = await instance();
    await until(() => first.holds.size === 6);
    // As a crash leaves it: leases far into the future, and no connection.
    await first.pool.query("UPDATE es.checkpoints SET owner = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 hour'");
    first.holds.clear();
    expect(await until(() => first.holds.size === 6)).toBeLessThan(8 * SECOND);
  });

  it('of one that stands still while its connection lives are free when they run out', async () => {
    const frozen = createPool(test.projectorUrl, { max: 8, applicationName: 'test', derived: true });
    const client = await frozen.connect();
    const owner = '00000000-0000-4000-8000-000000000001';
    const first = await instance();
    await until(() => first.holds.size === 6);
    await client.query(`SELECT pg_advisory_lock(${0x4c45}, hashtext($1))`, [owner]);
    await client.query("UPDATE es.checkpoints SET owner = $1, lease_until = clock_timestamp() + interval '3 seconds'", [owner]);
    await until(() => first.holds.size === 0); // it sees that another has them
    await sleep(SECOND / 2);
    expect(first.holds.size).toBe(0); // and leaves them while they run
    await until(() => first.holds.size === 6);
    client.release(true);
    await frozen.end();
  });
});
