import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { createPool, startEmbedded, type EmbeddedPostgres } from './index.js';

const base = mkdtempSync(path.join(tmpdir(), 'insatskedja-embedded-'));
chmodSync(base, 0o755);
const lines: string[] = [];
const log = (line: string): void => void lines.push(line);
const open: EmbeddedPostgres[] = [];

async function start(name: string, mode: 'durable' | 'ephemeral' = 'durable'): Promise<EmbeddedPostgres> {
  const started = await startEmbedded({ dataDir: path.join(base, name), mode, log });
  open.push(started);
  return started;
}

async function ask<Row extends object>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const clusterOf = (name: string): string => path.join(base, name, 'postgres');
/** As root the cluster is another account's: what the test writes there must be too. */
const handOver = (file: string): void => {
  const { uid, gid } = statSync(path.dirname(file));
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
};
const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = `/proc/${pid}/stat`; // an orphan that nobody reaps is dead all the same
  return !existsSync(state) || !/\) Z /.test(readFileSync(state, 'utf8'));
};

describe('embedded PostgreSQL', () => {
  // Making a cluster takes a second or two: most tests share one store, each starting and stopping it.
  afterEach(async () => {
    for (const started of open.splice(0)) await started.stop();
  });
  afterAll(() => {
    rmSync(base, { recursive: true, force: true });
  });

  it('starts cold: checksums, scram, loopback only, nobody gets in without the generated password', async () => {
    const database = await start('store');
    const [settings] = await ask<Record<string, string>>(
      database.superuserUrl,
      `SELECT current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS listens, current_setting('fsync') AS fsync,
              (SELECT concat_ws(' ', datlocprovider, datlocale) FROM pg_database WHERE datname = 'postgres') AS locale,
              (SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules) AS ways_in`,
    );
    expect(settings).toEqual({ checksums: 'on', listens: '127.0.0.1', fsync: 'on', locale: 'b C.UTF-8', ways_in: 'scram-sha-256' });
    expect(statSync(path.join(base, 'store', 'secrets.json')).mode & 0o777).toBe(0o600);
    await expect(ask(database.superuserUrl.replace(database.secrets.superuser, 'guess'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it('keeps its data over a stop and a second start', async () => {
    const first = await start('store');
    await ask(first.superuserUrl, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await first.stop();
    expect(lives(first.pid)).toBe(false);
    const second = await start('store');
    expect(await ask(second.superuserUrl, 'SELECT seven FROM kept')).toEqual([{ seven: 7 }]);
  });

  it('is shared by two users, and the last to leave stops it', async () => {
    const [one, other] = await Promise.all([start('shared'), start('shared')]); // two cold starts at once
    expect(other.port).toBe(one.port);
    expect(other.superuserUrl).toBe(one.superuserUrl);
    await one.stop();
    expect(lives(other.pid)).toBe(true);
    await other.stop();
    expect(lives(other.pid)).toBe(false);
  });

  it('restarts a postmaster that was killed under load, and every acknowledged row is there', async () => {
    const database = await start('store');
    await ask(database.superuserUrl, 'CREATE TABLE acknowledged (n int PRIMARY KEY)');
    const pool = createPool(database.superuserUrl, { max: 4, applicationName: 'spec' });
    const acknowledged: number[] = [];
    let next = 0;
    let over = false;
    const writers = Array.from({ length: 4 }, async () => {
      while (!over) {
        const n = (next += 1);
        await pool.query('INSERT INTO acknowledged VALUES ($1)', [n]).then(
          () => acknowledged.push(n),
          () => new Promise((resolve) => setTimeout(resolve, 20)),
        );
      }
    });
    for (let round = 1; round <= 2; round += 1) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 100);
      process.kill(database.pid, 'SIGKILL');
      await until(() => database.restartedCount === round);
    }
    const reached = acknowledged.length;
    await until(() => acknowledged.length > reached + 100); // the same pool writes again
    over = true;
    await Promise.all(writers);
    const { rows } = await pool.query<{ n: number }>('SELECT n FROM acknowledged');
    await pool.end();
    const stored = new Set(rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(300);
  });

  it('would notice a loss: without synchronous commits a kill loses acknowledged rows (control)', async () => {
    const database = await start('store');
    await ask(database.superuserUrl, 'CREATE TABLE careless (n int)');
    let lost = 0;
    for (let round = 1; lost === 0 && round <= 10; round += 1) {
      const careless = new Client({ connectionString: database.superuserUrl, options: '-c synchronous_commit=off' });
      careless.on('error', () => undefined);
      await careless.connect();
      for (let n = 0; n < 20; n += 1) await careless.query('INSERT INTO careless VALUES ($1)', [round]);
      process.kill(database.pid, 'SIGKILL');
      await until(() => database.restartedCount === round);
      const [{ count }] = await ask<{ count: number }>(database.superuserUrl, 'SELECT count(*)::int FROM careless WHERE n = $1', [round]);
      lost += 20 - count;
    }
    expect(lost).toBeGreaterThan(0);
  });

  it('refuses a database that could lose what it acknowledged', async () => {
    const database = await start('store');
    await database.stop();
    const settings = path.join(clusterOf('store'), 'postgresql.auto.conf');
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      const before = readFileSync(settings);
      appendFileSync(settings, `${name} = off\n`);
      await expect(start('store')).rejects.toThrow(new RegExp(`lose acknowledged facts in a crash: ${name} is off for postgres`));
      writeFileSync(settings, before);
    }
    await expect(start('store')).resolves.toBeDefined(); // and takes it when they are back
  });

  it('starts over a lock file whose process id now belongs to another program', async () => {
    const database = await start('store');
    await database.stop();
    const sleeper = spawn('sleep', ['60']);
    const lock = path.join(clusterOf('store'), 'postmaster.pid');
    writeFileSync(lock, `${sleeper.pid}\n${clusterOf('store')}\n1\n5432\n\n127.0.0.1\n        0         0\nready   \n`);
    handOver(lock);
    const again = await start('store');
    expect(again.pid).not.toBe(sleeper.pid);
    expect(lives(sleeper.pid ?? 0)).toBe(true);
    sleeper.kill();
    await once(sleeper, 'exit');
  });

  it('takes over the database that a killed app left running, and stops it in the end', async () => {
    const script = `import { register } from 'node:module';
      register(${JSON.stringify(pathToFileURL(path.resolve('test/ts-loader.mjs')).href)});
      const { startEmbedded } = await import(${JSON.stringify(pathToFileURL(path.resolve('libs/postgres/index.ts')).href)});
      const { pid } = await startEmbedded({ dataDir: ${JSON.stringify(path.join(base, 'store'))}, mode: 'durable', log: () => {} });
      console.log(pid);
      setInterval(() => {}, 1000);`;
    const app = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(app.stdout, 'data')) as [Buffer];
    app.kill('SIGKILL');
    await once(app, 'exit');
    const pid = Number(said.toString());
    expect(lives(pid)).toBe(true);
    const adopted = await start('store');
    expect([adopted.pid, adopted.attached]).toEqual([pid, true]);
    await adopted.stop();
    expect(lives(pid)).toBe(false);
  });

  it('says what to do when the passwords are gone, or the store is of the other kind', async () => {
    const database = await start('store');
    await database.stop();
    await expect(start('store', 'ephemeral')).rejects.toThrow(/a durable one and is not opened as ephemeral/);
    const secrets = path.join(base, 'store', 'secrets.json');
    chmodSync(secrets, 0o644);
    await expect(start('store')).rejects.toThrow(/others can read it. Run: chmod 600/);
    rmSync(secrets);
    await expect(start('store')).rejects.toThrow(/passwords .* are gone. Restore that file/);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip; // only root drops to another account, which closed folders can stop
  asRoot('keeps the files in /var/lib when the data folder is under a closed home, and finds them again', async () => {
    mkdirSync(path.join(base, 'home'), { mode: 0o700 });
    const first = await start('home/.data');
    const elsewhere = readFileSync(path.join(base, 'home/.data/postgres-location'), 'utf8').trim();
    expect(lines.some((line) => line.includes(`is closed to the database's account`) && line.includes(elsewhere))).toBe(true);
    expect(execFileSync('stat', ['-c', '%a', path.join(elsewhere, 'postgres')], { encoding: 'utf8' }).trim()).toBe('700');
    await ask(first.superuserUrl, 'CREATE TABLE here AS SELECT 1 AS one');
    await first.stop();
    const second = await start('home/.data');
    expect(await ask(second.superuserUrl, 'SELECT one FROM here')).toEqual([{ one: 1 }]);
    await second.stop();
    rmSync(elsewhere, { recursive: true });
    await expect(start('home/.data')).rejects.toThrow(/that folder is gone. Restore it/);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
