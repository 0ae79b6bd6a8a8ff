import { randomInt } from 'node:crypto';
import { register } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run privacy`: measures that nobody sees what they have no ground for, and that everybody sees what they have. Docs: docs/privacy.md.
 * This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('must be a whole number');
  return number;
};
const options = new Command('privacy')
  .description('Measures that nobody sees what they have no ground for, and everybody what they have. The last line is one JSON object.')
  .option('--short', 'a small share of everything, for CI: about three minutes')
  .option('--only <names...>', 'these parts alone')
  .option('--requests <number>', 'requests that the oracle judges, or the fuzzing sends', whole)
  .option('--worlds <number>', 'generated worlds', whole)
  .option('--races <number>', 'races of endings against reads', whole)
  .option('--seed <number>', 'what everything generated comes from, to replay a run', whole, randomInt(2 ** 31))
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runPrivacy } = await import('./runner.ts');
process.exitCode = await runPrivacy(options);
process.exit();
