import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../support/run-server.js';
import type { MutationGroup } from './groups.js';

const ROOT = path.join(import.meta.dirname, '..', '..');
const REPORT = path.join(ROOT, 'test-results', 'mutation.json');

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutated[] }>>;
}
interface Mutated {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** Mutants that a spec noticed (or that never came to an end), and those that none did, by their place. */
export interface Tally {
  readonly caught: number;
  readonly alive: readonly string[];
}

/** Per cent of those that were tried. */
export const scoreOf = ({ caught, alive }: Tally): number => (100 * caught) / (caught + alive.length);

export const together = (tallies: readonly Tally[]): Tally => ({
  caught: tallies.reduce((sum, { caught }) => sum + caught, 0),
  alive: tallies.flatMap(({ alive }) => alive),
});

const tallyOf = ({ files }: Report): Tally => {
  const every = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
  return {
    caught: every.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    alive: every
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(
        ({ file, location, mutatorName, replacement }) =>
          `${file}:${location.start.line} ${mutatorName} ${replacement?.slice(0, 80) ?? ''}`,
      ),
  };
};

/** Tries every small change of a group's files against its specs. @throws when it did not come to a report */
export const runStryker = async ({ files, specs, database }: Pick<MutationGroup, 'files' | 'specs' | 'database'>): Promise<Tally> => {
  if (database) await startServer();
  rmSync(REPORT, { force: true });
  const stryker = path.join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [stryker, 'run', 'stryker.config.mjs', '--mutate', files.join(',')], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      MUTATION_SPECS: JSON.stringify(specs),
      ...(database ? { TEST_SUPERUSER_URL: process.env['TEST_SUPERUSER_URL'], TEST_RUN_DIR: process.env['TEST_RUN_DIR'] } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  await new Promise((done) => child.once('close', done));
  if (!existsSync(REPORT)) throw new Error(`Stryker came to no report: ${said}`);
  return tallyOf(JSON.parse(readFileSync(REPORT, 'utf8')) as Report);
};
