import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** Waits for a condition of the database. @returns the milliseconds it took. @throws after `patienceMs`, with what is found instead */
export const untilTrue = async (client: Client, condition: string, values: unknown[] = [], patienceMs = 90_000): Promise<number> => {
  const began = performance.now();
  for (;;) {
    const { rows } = await client.query<{ met: boolean }>(`SELECT (${condition}) AS met`, values);
    if (rows[0]!.met) return performance.now() - began;
    if (performance.now() - began > patienceMs) {
      const { rows: found } = await client.query(
        'SELECT name, part, position, owner, lease_until < clock_timestamp() AS free FROM es.checkpoints ORDER BY 1, 2',
      );
      throw new Error(`not so after ${patienceMs} ms: ${condition} ${JSON.stringify(values)}: ${JSON.stringify(found)}`);
    }
    await sleep(50);
  }
};

/** Both instances hold shares, and every share is held. */
export const DIVIDED =
  'SELECT count(DISTINCT owner) = 2 AND bool_and(owner IS NOT NULL AND lease_until > clock_timestamp()) FROM es.checkpoints';
/** One instance holds everything, and all of it has come past a position. */
export const TAKEN_OVER =
  'SELECT count(DISTINCT owner) = 1 AND bool_and(lease_until > clock_timestamp() AND position::bigint >= $1::bigint) FROM es.checkpoints';

export const headOf = async (client: Client): Promise<string> =>
  (await client.query<{ head: string }>('SELECT es.horizon() AS head')).rows[0]!.head;
