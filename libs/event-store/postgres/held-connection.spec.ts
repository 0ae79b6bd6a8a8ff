import type { PoolClient } from 'pg';
import { createPool } from '#libs/postgres';
import { HeldConnection } from './held-connection.js';

describe('a held connection', () => {
  const open = () => createPool(process.env['TEST_SUPERUSER_URL']!, { max: 2, applicationName: 'held-connection-spec' });
  const until = async (reached: () => boolean): Promise<void> => {
    for (let turn = 0; !reached(); turn++) {
      if (turn > 500) throw new Error('not reached in five seconds');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const pidOf = async (client: PoolClient): Promise<number> =>
    (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;

  it('is out of its pool for as long as it lives, and given back at the end', async () => {
    const pool = open();
    const held = new HeldConnection(pool, (client) => client.query('LISTEN held'));
    await Promise.all([held.ensure(), held.ensure()]);
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 0]);
    await held.release();
    await pool.end(); // control: would wait for one that is out
  });

  it('is taken anew after the server ended it', async () => {
    const pool = open();
    const pids: number[] = [];
    const held = new HeldConnection(pool, async (client) => pids.push(await pidOf(client)));
    await held.ensure();
    await pool.query('SELECT pg_terminate_backend($1)', [pids[0]]);
    await until(() => pool.totalCount === 1); // the one that asked; the broken one has left
    await held.ensure();
    expect(new Set(pids).size).toBe(2);
    await held.release();
    await pool.end();
  });

  it('gives back what it could not prepare: an outage between the two costs the pool no seat', async () => {
    const pool = open();
    let failing = true;
    const held = new HeldConnection(pool, async (client) =>
      client.query(failing ? `SELECT pg_terminate_backend(${await pidOf(client)})` : 'LISTEN held'),
    );
    for (let attempt = 0; attempt < 5; attempt++) await expect(held.ensure()).rejects.toThrow(); // more often than the pool has seats
    failing = false;
    await held.ensure();
    await held.release();
    await pool.end();
  });

  it('does not give up a new one because an old one has ended', async () => {
    const pool = open();
    const clients: PoolClient[] = [];
    const held = new HeldConnection(pool, async (client) => clients.push(client));
    await held.ensure();
    const released = held.release();
    const again = held.ensure();
    clients[0]!.emit('end'); // as when it breaks while the next is on its way
    await Promise.all([released, again]);
    await held.ensure();
    expect(clients).toHaveLength(2);
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 0]);
    await held.release();
    await pool.end();
  });
});
