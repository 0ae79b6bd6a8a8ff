import { randomInt } from 'node:crypto';
import { register } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run tamper`: changes both logs behind the product's back, as a superuser of the database, and counts what the verification finds and where. Docs:
 * docs/audit.md. This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('must be a whole number');
  return number;
};
const options = new Command('tamper')
  .description('Tampers with both logs as a superuser, and counts what is found, and where. The last line is one JSON object.')
  .option('--short', 'a small share of everything, for CI: about a minute')
  .option('--only <names...>', 'these parts alone')
  .option('--tamperings <number>', 'how often something is tampered with', whole)
  .option('--records <number>', 'records of each log whose verification is timed', whole)
  .option('--reads <number>', 'reads while the app is killed', whole)
  .option('--seed <number>', 'what everything generated comes from, to replay a run', whole, randomInt(2 ** 31))
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runTamper } = await import('./runner.ts');
process.exitCode = await runTamper(options);
process.exit();
