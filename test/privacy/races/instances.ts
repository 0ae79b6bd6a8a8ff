import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import supertest, { type Test } from 'supertest';
import { withFile } from '../../support/with-file.js';
import type { ApiPerson, World } from '../../support/world.js';
import { startApp, type AppProcess } from '../../faults/support/app-process.js';
import { urlOf } from '../../faults/support/connect.js';
import { Lab } from '../../faults/support/lab.js';
import { ownServer } from '../../faults/support/own-server.js';

/** Two processes of the built app on one PostgreSQL: one is told what ends, the other is read from. */
export interface Instances {
  readonly told: string;
  readonly read: string;
  token(subject: string): Promise<string>;
  /** As much of a world as playing a case needs. */
  readonly world: World;
}

/** The rate limit counts clients; a proxy in front says which client it is. */
export const someClient = (): Record<string, string> => ({ 'x-forwarded-for': `10.${randomInt(250)}.${randomInt(250)}.${randomInt(250)}` });

/** A person at one instance. */
export const personAt = (url: string, token: string): ApiPerson => {
  const as = (test: Test): Test => test.set({ authorization: `Bearer ${token}`, ...someClient() });
  return {
    get: (path, headers = {}) => as(supertest(url).get(path)).set(headers),
    post: (path, body, { key = randomUUID(), version } = {}) => {
      const test = as(supertest(url).post(path)).set('idempotency-key', key);
      return (version ? test.set('if-match', `"${version}"`) : test).send(body);
    },
    upload: (path, ...form) => withFile(as(supertest(url).post(path)), ...form),
  };
};

const settled = async (pool: Pool): Promise<void> => {
  const { rows } = await pool.query<{ head: string }>('SELECT es.horizon() AS head');
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(10)) {
    const { rowCount } = await pool.query('SELECT 1 FROM es.checkpoints WHERE position::bigint < $1', [rows[0]!.head]);
    if (rowCount === 0) return;
  }
  throw new Error('the views did not come to the end of the log');
};

/** Starts both, and ends them and their database when `work` is done. */
export const withInstances = async <T>(work: (instances: Instances) => Promise<T>): Promise<T> => {
  const lab = await Lab.open();
  // An interrupted run leaves neither processes nor files; the runner's own end would come before.
  const interrupted = (): void => void lab.close().finally(() => process.exit(130));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.once(signal, interrupted);
  }
  try {
    const server = await ownServer(lab, 'races');
    const both: AppProcess[] = [];
    while (both.length < 2) {
      const app = await startApp({ dataDir: server.dataDir, env: server.environment() });
      lab.atEnd(() => app.stop());
      both.push(app);
    }
    const pool = new Pool({ connectionString: urlOf(server.dataDir, 'superuser'), max: 4 });
    pool.on('error', () => undefined);
    lab.atEnd(() => pool.end());
    const [told, read] = both.map(({ url }) => url) as [string, string];
    const token = (subject: string): Promise<string> => lab.issuer.token(subject);
    const world = {
      clock: { now: () => new Date() },
      settle: () => settled(pool),
      database: { projector: pool },
      api: async (subject: string) => personAt(told, await token(subject)),
    } as unknown as World;
    return await work({ told, read, token, world });
  } finally {
    await lab.close();
  }
};
