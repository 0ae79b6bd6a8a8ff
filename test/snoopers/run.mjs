import { randomInt } from 'node:crypto';
import { register } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run snoopers`: are people found who look where they have no work to do? Docs: docs/log-review.md.
 * This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('must be a whole number from 1');
  return number;
};
const options = new Command('snoopers')
  .description('Months of generated office work with planted snoopers: how many the log review finds. The last line is one JSON object.')
  .option('--short', 'one small county, for CI: some seconds', false)
  .option('--seeds <number>', 'how many counties', whole)
  .option('--seed <number>', 'what everything generated comes from, to replay a run', whole, randomInt(1, 2 ** 31))
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runSnoopers } = await import('./runner.ts');
process.exitCode = runSnoopers(options);
