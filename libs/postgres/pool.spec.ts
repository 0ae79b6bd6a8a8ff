import { createPool } from './pool.js';

describe('a pool', () => {
  const open = (silenceMs: number) => createPool(process.env['TEST_SUPERUSER_URL']!, { max: 1, applicationName: 'pool-spec', silenceMs });
  const pid = async (pool: ReturnType<typeof open>): Promise<number> =>
    (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('gives up a connection that falls silent in the midst of a query, and takes a new one', async () => {
    const pool = open(300);
    const first = await pid(pool);
    const began = Date.now();
    await expect(pool.query('SELECT pg_sleep(20)')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await pid(pool)).not.toBe(first);
    await pool.end();
  });

  it('lets an idle connection, and one in an open transaction between queries, be silent as long as it likes', async () => {
    const pool = open(300);
    const first = await pid(pool);
    await sleep(900);
    expect(await pid(pool)).toBe(first);
    const client = await pool.connect();
    await client.query('BEGIN');
    await sleep(900);
    await client.query('COMMIT');
    client.release();
    expect(await pid(pool)).toBe(first);
    await pool.end();
  });
});
