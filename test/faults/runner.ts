import 'reflect-metadata';
import type { Extent } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { Lab } from './support/lab.js';
import { Tally } from './tally.js';

export interface RunOptions {
  readonly short?: boolean;
  readonly only?: readonly string[];
  readonly kills?: number;
  readonly events?: number;
  readonly histories?: number;
}

const extentOf = ({ short = false, kills, events, histories }: RunOptions): Extent => ({
  short,
  kills: kills ?? (short ? 2 : 200),
  events: events ?? (short ? 12_000 : 1_000_000),
  histories: histories ?? (short ? 24 : 3_000),
});

/** Plays the scenarios one after the other and prints what was counted. @returns the exit code: 0 only when nothing was lost and every control was caught */
export const runFaults = async (options: RunOptions): Promise<number> => {
  const unknown = (options.only ?? []).filter((name) => !scenarios.some((one) => one.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`No scenario is called ${unknown.join(', ')}. Choose among: ${scenarios.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const extent = extentOf(options);
  const chosen = scenarios.filter(({ name }) => !options.only || options.only.includes(name));
  const tally = new Tally();
  const lab = await Lab.open();
  const interrupted = (): void => void lab.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    for (const [index, scenario] of chosen.entries()) {
      const began = Date.now();
      const say = (line: string): void =>
        void process.stderr.write(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
      process.stderr.write(`[${index + 1}/${chosen.length}] ${scenario.name}: ${scenario.title}\n`);
      const before = tally.failures.length;
      await scenario.play({ extent, lab, tally, say }).catch((error: unknown) => {
        tally.failures.push(`${scenario.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
      for (const failure of tally.failures.slice(before)) say(`FAILED: ${failure}`);
      say('done');
    }
  } finally {
    await lab.close();
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  return tally.passed ? 0 : 1;
};
