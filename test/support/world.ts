import { randomUUID } from 'node:crypto';
import path from 'node:path';
import supertest, { type Response, type Test } from 'supertest';
import type { DataSource } from 'typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoProvisioning } from '#config/demo';
import { parseSettings } from '#config/settings';
import { createPool, createTestDatabase, Database, runMigrations, type RoleUrls } from '#libs/postgres';
import { Keyring } from '#libs/privacy';
import { TestClock } from '#libs/shared-kernel';
import { createApp } from '#src/app/create-app';
import { stampInstallation } from '#src/app/installation';
import { AppLog } from '#src/app/log';
import { connectReads } from '#src/app/reads';
import { migrations } from '#src/app/rooms';
import { loginAs, tokenFor } from '#src/login/index';
import { Provisioning } from '#src/organisation/index';
import { withFile, type FileForm } from './with-file.js';

/** A person at the API, with a real token from the real login protocol. */
export interface ApiPerson {
  get(path: string, headers?: Record<string, string>): Test;
  /** A command, with an idempotency key of its own unless one is given. */
  post(path: string, body: object, options?: { key?: string; version?: string }): Test;
  /** A form with a file, which comes last. */
  upload(path: string, ...form: FileForm): Test;
}

export interface World {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly clock: TestClock;
  readonly database: Database;
  readonly migrateUrl: string;
  /** Lines that the app logged. */
  readonly logged: string[];
  /** Logs in by the demo provider; `duty` when the person holds several. */
  api(subject: string, duty?: string): Promise<ApiPerson>;
  /** A browser's session cookie. */
  cookie(subject: string, duty?: string): Promise<string>;
  /** Waits until every view and reaction has come to the end of the log. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface SharedWorld extends World {
  /** One more instance on the same database, by the same clock. Ends with the world, unless it is closed before. */
  instance(): Promise<Pick<Booted, 'app' | 'database' | 'source' | 'close'>>;
}

interface Booted {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly source: DataSource;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What the monitoring of a test world shows. */
export const METRICS_TOKEN = 'a-token-of-the-monitoring';

const boot = async (urls: RoleUrls, keyring: string, clock: TestClock, log: AppLog): Promise<Booted> => {
  // Copies of one database are no one installation: each keeps its tree for itself.
  const tree = path.join(path.dirname(keyring), 'trees', randomUUID());
  // The wrapping keys are shared by the worlds of a run; what was erased is each database's own.
  const erasureList = path.join(path.dirname(keyring), `${new URL(urls.appUrl).pathname.slice(1)}.erasures`);
  const settings = { ...parseSettings({ PORT: '0', DATA_DIR: path.dirname(keyring), TREE_DIR: tree, METRICS_TOKEN }), erasureList };
  const database = new Database(
    createPool(urls.appUrl, { max: 12, applicationName: 'test-app' }),
    createPool(urls.projectorUrl, { max: 8, applicationName: 'test-projector', derived: true }),
  );
  const source = await connectReads(urls.appUrl, 12);
  const kind = await stampInstallation(database.app, settings);
  let url = '';
  const options = { settings, database, source, keyring: Keyring.open(keyring, true), clock, log, kind };
  const app = await createApp({ ...options, address: () => url, rateLimit: 1_000_000 });
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
  const close = async (): Promise<void> => {
    await app.close();
    await source.destroy();
    await database.close();
  };
  return { app, database, source, url, close };
};

/** Once a run: a database with the invented county, provisioned by commands. Every world is a copy of it. */
const county =
  (keyring: string) =>
  async (urls: RoleUrls): Promise<void> => {
    await runMigrations(urls.migrateUrl, migrations);
    const { app, database, close } = await boot(urls, keyring, new TestClock(new Date('2026-01-02T08:00:00Z')), new AppLog('silent'));
    await app.get(Provisioning, { strict: false }).run(demoProvisioning);
    await settled(database);
    await close();
  };

export const settled = async (database: Database): Promise<void> => {
  const { rows } = await database.app.query<{ head: string }>('SELECT es.horizon() AS head');
  for (let attempt = 0; attempt < 4000; attempt++) {
    const { rows: behind } = await database.app.query('SELECT 1 FROM es.checkpoints WHERE position::bigint < $1', [rows[0]!.head]);
    if (behind.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the views did not come to the end of the log');
};

/** The whole application on a fresh real database with the invented county. */
export const createWorld = async ({ now = new Date('2026-11-02T08:00:00Z') }: { now?: Date } = {}): Promise<SharedWorld> => {
  const superuser = process.env['TEST_SUPERUSER_URL'];
  if (!superuser) throw new Error('the test database is not running: run through npm test');
  // Wrapping keys that all worlds of a run share, so that a copied county can be opened; gone with the run's database.
  const keyring = path.join(process.env['TEST_RUN_DIR']!, 'worlds', 'keyring.json');
  const test = await createTestDatabase(superuser, { templateKey: 'county', prepare: county(keyring) });
  const clock = new TestClock(now);
  const logged: string[] = [];
  const log = new AppLog('info', { write: (line: string) => void logged.push(line) });
  const { app, database, url, close } = await boot(test, keyring, clock, log);
  const others: Booted[] = [];
  return {
    url,
    app,
    clock,
    database,
    migrateUrl: test.migrateUrl,
    logged,
    settle: () => settled(database),
    cookie: async (subject, duty) => (await loginAs(url, subject, duty as never)).cookie,
    api: async (subject, duty) => apiPerson(url, await tokenFor(url, subject), duty),
    instance: async () => {
      const other = await boot(test, keyring, clock, log);
      others.push(other);
      return other;
    },
    close: async () => {
      for (const other of others) await other.close().catch(() => undefined);
      await close();
      await test.drop();
    },
  };
};

export const apiPerson = (url: string, token: string, duty: string | undefined): ApiPerson => {
  const as = (test: Test): Test => {
    void test.set('authorization', `Bearer ${token}`);
    return duty ? test.set('x-duty', duty) : test;
  };
  return {
    get: (path, headers = {}) => as(supertest(url).get(path)).set(headers),
    post: (path, body, { key = randomUUID(), version } = {}) => {
      const test = as(supertest(url).post(path)).set('idempotency-key', key);
      return (version ? test.set('if-match', `"${version}"`) : test).send(body);
    },
    upload: (path, ...form) => withFile(as(supertest(url).post(path)), ...form),
  };
};

/** The body of a successful answer; anything else fails with the whole answer in the message. */
export const ok = async <T = Record<string, unknown>>(test: Test): Promise<T> => {
  const response: Response = await test;
  if (response.status >= 300) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
  return response.body as T;
};
