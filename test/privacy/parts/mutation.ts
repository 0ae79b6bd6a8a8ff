import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Part } from '../part.js';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const REPORT = path.join(ROOT, 'test-results', 'mutation.json');
const WANTED = 95;

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutated[] }>>;
}
interface Mutated {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}
interface Score {
  readonly caught: number;
  readonly alive: readonly string[];
  /** Per cent of those that were tried. */
  readonly score: number;
}

const scoreOf = ({ files }: Report): Score => {
  const every = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
  const caught = every.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const alive = every
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(
      ({ file, location, mutatorName, replacement }) => `${file}:${location.start.line} ${mutatorName} ${replacement?.slice(0, 80) ?? ''}`,
    );
  return { caught, alive, score: (100 * caught) / (caught + alive.length) };
};

/** @param mutate these files alone @param specs these specs alone @throws when it did not come to a report */
const runStryker = async ({ mutate, specs }: { mutate?: string; specs?: string } = {}): Promise<Score> => {
  rmSync(REPORT, { force: true });
  const args = ['run', 'stryker.config.mjs', ...(mutate ? ['--mutate', mutate] : [])];
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...(specs ? { MUTATION_SPECS: specs } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  await new Promise((done) => child.once('close', done));
  if (!existsSync(REPORT)) throw new Error(`Stryker came to no report: ${said}`);
  return scoreOf(JSON.parse(readFileSync(REPORT, 'utf8')) as Report);
};

export const mutation: Part = {
  name: 'mutation',
  about: `every small change of the policy, its compiler, the rules of disclosure and the field filter: at least ${WANTED} % are caught by specs`,
  run: async ({ short, say }) => {
    if (short) {
      say('the long run alone');
      return { figures: {}, controls: [], failures: [] };
    }
    const { score, caught, alive } = await runStryker();
    say(`${caught} mutants caught, ${alive.length} not: ${score.toFixed(1)} %`);
    const blind = await runStryker({ mutate: 'src/access/field-filter.ts', specs: 'src/access/compile-policy[.]spec[.]ts$' });
    return {
      figures: { mutation_score: Math.round(score * 10) / 10 },
      failures: score >= WANTED ? [] : alive.slice(0, 20),
      controls: [{ name: 'specs that test something else score low', caught: blind.score < WANTED }],
    };
  },
};
