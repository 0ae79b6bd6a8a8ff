import 'reflect-metadata';
import { FIGURES, MUST_BE_ZERO, type FigureKey, type Outcome, type PartOptions } from './part.js';
import { parts } from './parts/index.js';
import { stopServer } from '../support/run-server.js';

export interface RunOptions extends Partial<Pick<PartOptions, 'short' | 'requests' | 'worlds' | 'races'>> {
  readonly only?: readonly string[];
  readonly seed: number;
}

/** The last line: a figure that no part of this run counted is null. */
const lastLine = (outcomes: readonly Outcome[]): Record<string, number | null> => {
  const sum = (key: FigureKey): number | null => {
    const counted = outcomes.flatMap(({ figures }) => figures[key] ?? []);
    return counted.length === 0 ? null : counted.reduce((total, one) => total + one, 0);
  };
  const controls = outcomes.flatMap((outcome) => outcome.controls);
  return {
    ...Object.fromEntries(FIGURES.map((key) => [key, sum(key)])),
    controls: controls.length,
    controls_caught: controls.filter(({ caught }) => caught).length,
  };
};

/** Runs the parts one after the other and prints what they counted. @returns the exit code: 0 only when nothing leaked and every control was caught */
export const runPrivacy = async ({ short = false, only, seed, ...extent }: RunOptions): Promise<number> => {
  const unknown = (only ?? []).filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`No part is called ${unknown.join(', ')}. Choose among: ${parts.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const chosen = parts.filter(({ name }) => !only || only.includes(name));
  const numbers = Object.entries(extent).map(([name, number]) => `--${name} ${number}`);
  const again = [...(short ? ['--short'] : []), ...(only ? [`--only ${only.join(' ')}`] : []), ...numbers, `--seed ${seed}`].join(' ');
  process.stderr.write(`Seed ${seed}. The same once more: npm run privacy -- ${again}\n`);
  const interrupted = (): void => void stopServer().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const outcomes: Outcome[] = [];
  for (const [index, part] of chosen.entries()) {
    const began = Date.now();
    const say = (line: string): void => void process.stderr.write(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
    process.stderr.write(`[${index + 1}/${chosen.length}] ${part.name}: ${part.about}\n`);
    const outcome = await part.run({ ...extent, short, seed, say }).catch((error: unknown): Outcome => ({
      figures: {},
      controls: [],
      failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    for (const failure of outcome.failures) say(`FAILED: ${failure}`);
    for (const { name, caught } of outcome.controls) say(`${caught ? 'caught' : 'NOT CAUGHT'}: ${name}`);
    say('done');
    outcomes.push(outcome);
  }
  await stopServer();
  const figures = lastLine(outcomes);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  const clean =
    outcomes.every(({ failures }) => failures.length === 0) &&
    MUST_BE_ZERO.every((key) => !figures[key]) &&
    figures['operations'] === figures['operations_exercised'] &&
    figures['controls'] === figures['controls_caught'];
  return clean ? 0 : 1;
};
