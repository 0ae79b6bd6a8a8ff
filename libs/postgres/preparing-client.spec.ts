import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { PreparingClient } from './preparing-client.js';

const url = (): string => process.env['TEST_SUPERUSER_URL']!;

describe('a client that prepares', () => {
  it('plans a statement once, and asks it with other values', async () => {
    const client = new PreparingClient({ connectionString: url() });
    await client.connect();
    for (const n of [1, 2, 3]) expect((await client.query('SELECT $1::int AS n', [n])).rows).toEqual([{ n }]);
    const { rows } = await client.query(
      "SELECT count(*)::int AS known FROM pg_prepared_statements WHERE statement = 'SELECT $1::int AS n'",
    );
    expect(rows).toEqual([{ known: 1 }]);
    await client.end();
  });

  it('that breaks between two statements fails the next one, and ends nothing else', async () => {
    const client = new PreparingClient({ connectionString: url() });
    const other = new Client({ connectionString: url() });
    await Promise.all([client.connect(), other.connect()]);
    const { rows } = (await client.query('SELECT pg_backend_pid() AS pid')) as { rows: { pid: number }[] };
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await sleep(200);
    await expect(client.query('SELECT $1::int', [1])).rejects.toThrow();
    await other.end();
  });

  it('control: the driver’s own client, which nobody listens to, throws', async () => {
    const client = new Client({ connectionString: url() });
    expect(() => client.emit('error', new Error('broken'))).toThrow('broken');
    expect(() => new PreparingClient({ connectionString: url() }).emit('error', new Error('broken'))).not.toThrow();
  });
});
