import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded, type EmbeddedPostgres } from '#libs/postgres';
import { Tally, type Extent } from './part.js';
import { kills } from './parts/kills.js';
import { rate } from './parts/rate.js';
import { tamperings } from './parts/tamperings.js';

const PARTS = [tamperings, rate, kills];

export interface RunOptions {
  readonly short?: boolean;
  readonly only?: readonly string[];
  readonly tamperings?: number;
  readonly records?: number;
  readonly reads?: number;
  readonly seed: number;
}

const extentOf = ({ short = false, tamperings: changes, records, reads }: RunOptions): Extent => ({
  tamperings: changes ?? (short ? 280 : 10_000),
  records: records ?? (short ? 20_000 : 500_000),
  reads: reads ?? (short ? 400 : 100_000),
  kills: short ? 2 : 100,
});

/** Runs the parts one after the other. @returns the exit code: 0 only when everything was found where it was, and every control was caught */
export const runTamper = async (options: RunOptions): Promise<number> => {
  const unknown = (options.only ?? []).filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`No part is called ${unknown.join(', ')}. Choose among: ${PARTS.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  process.stderr.write(
    `Seed ${options.seed}. The same once more: npm run tamper -- ${options.short ? '--short ' : ''}--seed ${options.seed}\n`,
  );
  const tally = new Tally();
  const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-tamper-'));
  chmodSync(folder, 0o711); // the database's own account passes through
  let server: Promise<EmbeddedPostgres> | undefined;
  const superuserUrl = async (): Promise<string> =>
    (await (server ??= startEmbedded({ dataDir: path.join(folder, 'scratch'), mode: 'ephemeral', log: () => undefined }))).superuserUrl;
  const close = async (): Promise<void> => {
    await (await server?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = (): void => void close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const chosen = PARTS.filter(({ name }) => !options.only || options.only.includes(name));
    for (const [index, part] of chosen.entries()) {
      const began = Date.now();
      const say = (line: string): void =>
        void process.stderr.write(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
      process.stderr.write(`[${index + 1}/${chosen.length}] ${part.name}: ${part.about}\n`);
      const before = tally.failures.length;
      await part.run({ extent: extentOf(options), seed: options.seed, tally, folder, superuserUrl, say }).catch((error: unknown) => {
        tally.failures.push(`${part.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
      for (const failure of tally.failures.slice(before, before + 20)) say(`FAILED: ${failure}`);
      say('done');
    }
  } finally {
    await close();
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  return tally.passed ? 0 : 1;
};
