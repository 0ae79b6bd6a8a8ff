import { register } from 'node:module';
import { Command } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run erasure`: erases by rule and by command, and looks for what was erased in every file there is. Docs: docs/retention.md.
 * This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const options = new Command('erasure')
  .description(
    'Erases records and looks for them in the database’s files, its log, backups and restores. The last line is one JSON object.',
  )
  .option('--short', 'one case instead of several, for CI: about a minute')
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runErasure } = await import('./runner.ts');
process.exitCode = await runErasure(options);
process.exit();
