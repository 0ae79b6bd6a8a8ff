import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tokenFor } from '#src/login/index';
import { realStart, type RealStart } from '../support/real-start.js';

/** One command with a key of its own; the answer's status, or 0 when nothing answered. */
const openRecord = async (url: string, token: string, key: string): Promise<{ status: number; type?: string; replayed: boolean }> => {
  const response = await fetch(`${url}/api/v1/records`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ recordId: key, caseId: key, functionId: 'boden-mottagning-vald', source: 'own' }),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
  if (!response) return { status: 0, replayed: false };
  const body = (await response.json().catch(() => ({}))) as { type?: string };
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed') === 'true',
    ...(body.type ? { type: body.type } : {}),
  };
};

/** Streams in the store: `record-<key>` stands exactly once for what was acknowledged. */
const storedOf = async (started: RealStart): Promise<Map<string, number>> => {
  const { rows } = await started.database.app.query<{ stream: string; count: string }>(
    "SELECT stream, count(*) FROM es.events WHERE stream LIKE 'record-%' GROUP BY stream",
  );
  return new Map(rows.map(({ stream, count }) => [stream.slice('record-'.length), Number(count)]));
};

const untilReady = async (url: string): Promise<void> => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error('the system did not recover');
};

/** A system that answers nothing with 201 for so long has not come back. */
const PATIENCE_MS = 120_000;
/** Why nothing goes on, as far as can be seen from outside. */
const standstill = (kill: number, statuses: readonly number[], logged: readonly string[]): string =>
  [`nothing was acknowledged before kill ${kill}; the last answers: ${statuses.slice(-20).join(' ')}`, ...logged.slice(-30)].join('\n');

describe('when the database fails', () => {
  it('answers 503 while it is gone, comes back by itself, and has lost nothing that was acknowledged', async () => {
    const started = await realStart();
    try {
      const token = await tokenFor(started.url, 'demo-boden-caseworker');
      const outcomes = new Map<string, number>();
      let problem: string | undefined;
      let loading = true;
      const load = Array.from({ length: 4 }, async () => {
        while (loading) {
          const key = randomUUID();
          const { status, type } = await openRecord(started.url, token, key);
          outcomes.set(key, status);
          if (status === 503) problem = type;
        }
      });
      const acknowledgedSoFar = (): number => [...outcomes.values()].filter((status) => status === 201).length;
      for (let kill = 1; kill <= 3; kill++) {
        // By count and not by time, so that each kill strikes under load however slow the machine is.
        const until = Date.now() + PATIENCE_MS;
        while (acknowledgedSoFar() < kill * 10) {
          if (Date.now() > until) {
            loading = false;
            throw new Error(standstill(kill, [...outcomes.values()], started.logged));
          }
          await sleep(20);
        }
        process.kill(started.embedded!.pid, 'SIGKILL');
        await sleep(200);
        await untilReady(started.url);
      }
      await untilReady(started.url);
      loading = false;
      await Promise.all(load);
      await untilReady(started.url);

      const stored = await storedOf(started);
      const acknowledged = [...outcomes].filter(([, status]) => status === 201).map(([key]) => key);
      expect(acknowledged.length).toBeGreaterThanOrEqual(30);
      expect(acknowledged.filter((key) => stored.get(key) !== 1)).toEqual([]);
      expect(problem).toBe('urn:insatskedja:problem:unavailable');
      expect(started.logged.filter((line) => line.includes('"problem":"unexpected"'))).toEqual([]);
      expect(new Set([...outcomes.values()])).toEqual(new Set([201, 503])); // never a 500, never silence
      // A client that repeats what it got no answer to ends up with exactly one.
      for (const [key, status] of outcomes)
        if (status === 503) expect((await openRecord(started.url, token, key)).status).toBeLessThan(300);
      expect([...(await storedOf(started)).values()].every((count) => count === 1)).toBe(true);
      expect((await openRecord(started.url, token, acknowledged[0]!)).replayed).toBe(true);
    } finally {
      await started.remove();
    }
  });

  /** Mounting needs root; elsewhere the test can't be played and says so. */
  const mount = path.join(tmpdir(), `insatskedja-full-${process.pid}`);
  const canMount = (() => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    try {
      mkdirSync(mount, { recursive: true, mode: 0o755 });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=260m,mode=755', 'tmpfs', mount], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  afterAll(() => {
    if (!canMount) return;
    execFileSync('umount', [mount]);
    rmSync(mount, { recursive: true, force: true });
  });
  const whereMountable = canMount ? it : it.skip; // skipped without root on Linux: a small file system can't be mounted there

  whereMountable('answers 503 when the disk is full, writes nothing half, and goes on when there is room again', async () => {
    const dataDir = path.join(mount, 'data');
    const started = await realStart(dataDir);
    try {
      const token = await tokenFor(started.url, 'demo-boden-caseworker');
      expect((await openRecord(started.url, token, randomUUID())).status).toBe(201); // control: it works with room
      const { bavail, bsize } = statfsSync(mount);
      const ballast = path.join(mount, 'ballast');
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
      const outcomes = new Map<string, number>();
      for (let n = 0; n < 6000 && ![...outcomes.values()].includes(503); n += 8) {
        await Promise.all(
          Array.from({ length: 8 }, async () => {
            const key = randomUUID();
            outcomes.set(key, (await openRecord(started.url, token, key)).status);
          }),
        );
      }
      expect([...outcomes.values()]).toContain(503);
      rmSync(ballast);
      await untilReady(started.url);
      const stored = await storedOf(started);
      for (const [key, status] of outcomes) if (status === 201) expect(stored.get(key)).toBe(1);
      expect(new Set(outcomes.values())).toEqual(new Set([201, 503]));
      expect((await openRecord(started.url, token, randomUUID())).status).toBe(201);
    } finally {
      await started.remove();
    }
  });
});
