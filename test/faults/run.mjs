import { register } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run faults`: kills, cuts, freezes and starves the built app and its real database, and counts what was lost. Docs: docs/faults.md.
 * This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('must be a whole number, at least 1');
  return number;
};
const options = new Command('faults')
  .description('Kills, cuts, freezes and starves the real system, and counts what was lost. The last line is one JSON object.')
  .option('--short', 'a handful of each, for CI: about a minute and a half')
  .option('--only <names...>', 'these scenarios alone')
  .option('--kills <number>', 'kill -9 cycles of the app, and as many of PostgreSQL', whole)
  .option('--events <number>', 'events of the late-commits scenario', whole)
  .option('--histories <number>', 'concurrent histories to check', whole)
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runFaults } = await import('./runner.ts');
process.exitCode = await runFaults(options);
process.exit();
