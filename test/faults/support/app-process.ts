import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const START_PATIENCE_MS = 120_000;

/** The built app in a process of its own, as `npm start` runs it. */
export interface AppProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it printed and logged. */
  output(): string;
  /** kill -9, and gone when this resolves. */
  kill(): Promise<void>;
  /** SIGTERM; an orderly end. @throws when it does not end, or not with 0 */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A module that Node loads before the app. */
  readonly preload?: string;
}

/** Below what the system gives to outgoing connections: a port that is free now is so still when the app has started, some seconds later. */
const PORTS = { from: 20_000, count: 12_000 };

/** A port of the loopback interface that nobody listens on. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
};

const living = new Set<ChildProcess>();
let over = false;

/** For the end of a run that failed half-way: nothing that was started here outlives it. */
export const killApps = (): void => {
  over = true;
  for (const child of living) child.kill('SIGKILL');
};

/** Starts the app and waits until it has printed its addresses. @throws with what it said when it ends instead */
export const startApp = async ({ dataDir, env = {}, preload }: AppOptions): Promise<AppProcess> => {
  if (over) throw new Error('the run is over');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', TRUSTED_PROXIES: '127.0.0.1', DEMO: 'small' };
  const publicUrl: Record<string, string> = env['OIDC_ISSUER'] ? { PUBLIC_URL: url } : {};
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', ...(preload ? ['--import', preload] : []), path.join(ROOT, 'dist/src/main.js')],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings, ...publicUrl, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  living.add(child);
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void exited.then(() => living.delete(child));
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await new Promise<void>((ready, failed) => {
    const listen = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
      if (output.includes('/health/ready')) ready();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => failed(new Error(`the app ended at its start: ${output}`)));
    setTimeout(() => failed(new Error(`the app did not start in ${START_PATIENCE_MS} ms: ${output}`)), START_PATIENCE_MS).unref();
  }).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    child,
    output: () => output,
    kill: async () => {
      if (!ended()) child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      if (ended()) return;
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
      const code = await exited;
      clearTimeout(patience);
      if (code !== 0) throw new Error(`the app did not stop in order (${code}): ${output}`);
    },
  };
};

/** Runs an operator's command of the built app to its end. @throws with its output when it fails */
export const operate = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/src/cli.js'), ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`${args.join(' ')} ended with ${code}: ${output}`))));
  });

/** Whether the app says that it serves and that its views have caught up. */
export const isReady = async (url: string): Promise<boolean> => {
  const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!response?.ok) return false;
  return ((await response.json()) as { status: string }).status === 'ok';
};
