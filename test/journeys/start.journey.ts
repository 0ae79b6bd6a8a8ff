import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tokenFor } from '#src/login/index';

interface Running {
  readonly url: string;
  readonly output: () => string;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
}

/** `npm start`, without npm: the built app in a process of its own, until it has printed its addresses. */
const startApp = async (dataDir: string): Promise<Running> => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (let attempt = 0; attempt < 1200 && !output.includes('/health/ready'); attempt++) {
    if (child.exitCode !== null) throw new Error(`the app ended: ${output}`);
    await sleep(100);
  }
  const url = /Workspace\s+(http:\S+)\//.exec(output)?.[1];
  if (!url) throw new Error(`no address was printed: ${output}`);
  return { url, child, exited, output: () => output };
};

const command = async (url: string, token: string, key: string): Promise<{ status: number; replayed: boolean }> => {
  const response = await fetch(`${url}/api/v1/records`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ recordId: key, caseId: key, functionId: 'boden-mottagning-vald', source: 'own' }),
  }).catch(() => undefined);
  return { status: response?.status ?? 0, replayed: response?.headers.get('idempotent-replayed') === 'true' };
};

const firstCase = async (url: string, token: string): Promise<string | undefined> => {
  const response = await fetch(`${url}/api/v1/cases`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await response.json()) as { items: { caseId: string }[] };
  return items[0]?.caseId;
};

/** The embedded database's main process, by its own file; undefined when it has stopped. */
const postmaster = (dataDir: string): number | undefined => {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
};

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a start on a fresh machine', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-start-'));
  beforeAll(() => {
    chmodSync(dataDir, 0o711); // as root the database has an account of its own, which must get in; else its files would lie in /var/lib
    execFileSync(process.execPath, ['-e', "import('./scripts/build.mjs').then(({ buildIfStale }) => buildIfStale())"], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('brings up the demo, survives kill -9 of the app under load, keeps all data, and stops in order', async () => {
    const first = await startApp(dataDir);
    expect(first.output()).toMatch(/DEMO – påhittade personer[\s\S]*Workspace[\s\S]*API docs[\s\S]*Health/);
    const token = await tokenFor(first.url, 'demo-boden-caseworker');
    const before = await firstCase(first.url, token);
    expect(before).toBeDefined();
    const acknowledged: string[] = [];
    let loading = true;
    const load = Array.from({ length: 4 }, async () => {
      while (loading) {
        const key = randomUUID();
        if ((await command(first.url, token, key)).status === 201) acknowledged.push(key);
      }
    });
    await sleep(2500);
    first.child.kill('SIGKILL');
    await first.exited;
    loading = false;
    await Promise.all(load);
    expect(acknowledged.length).toBeGreaterThan(3);

    const second = await startApp(dataDir);
    expect(second.output()).not.toContain('Playing an invented case'); // kept, not played again
    const again = await tokenFor(second.url, 'demo-boden-caseworker');
    for (const key of acknowledged) expect(await command(second.url, again, key)).toEqual({ status: 200, replayed: true });
    expect(await command(second.url, again, randomUUID())).toEqual({ status: 201, replayed: false }); // control: a new one is no replay
    const response = await fetch(`${second.url}/api/v1/cases/${before}/chain`, { headers: { authorization: `Bearer ${again}` } });
    expect(response.status).toBe(200);

    const pid = postmaster(dataDir);
    expect(runs(pid!)).toBe(true);
    second.child.kill('SIGTERM');
    second.child.kill('SIGTERM'); // a terminal and npm send it twice
    expect(await second.exited).toBe(0);
    expect(postmaster(dataDir)).toBeUndefined();
    // It removes its file just before it ends.
    for (let attempt = 0; attempt < 50 && runs(pid!); attempt++) await sleep(100);
    expect(runs(pid!)).toBe(false);
    expect(statSync(path.join(dataDir, 'keyring.json')).mode & 0o077).toBe(0);
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('ends with one sentence for each bad setting', () => {
    const env = { PATH: process.env['PATH'], PORT: 'many', SESSION_IDLE_MINUTES: 'long', DATA_DIR: dataDir };
    let output = '';
    let status: number | null = 0;
    try {
      execFileSync(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      output = String((error as { stderr: Buffer }).stderr);
      status = (error as { status: number | null }).status;
    }
    expect(status).toBe(78);
    expect(output).toMatch(/PORT must be a port number/);
    expect(output).toMatch(/SESSION_IDLE_MINUTES must be/);
  });
});
