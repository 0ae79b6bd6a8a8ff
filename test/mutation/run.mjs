import { register } from 'node:module';
import { Command } from 'commander';
import { buildIfStale } from '../../scripts/build.mjs';

/**
 * `npm run mutation`: do the specs notice every small change of what decides who sees what, of the tree, of sealing and of retention?
 * Docs: docs/privacy.md, docs/audit.md. This file only reads the options and makes TypeScript importable; the run is in runner.ts.
 */
const options = new Command('mutation')
  .description('Changes what decides, a little at a time, and asks whether a spec notices. The last line is one JSON object.')
  .option('--only <names...>', 'these areas (secrecy, evidence) or groups alone')
  .parse()
  .opts();

await buildIfStale();
register('../ts-loader.mjs', import.meta.url);
const { runMutation } = await import('./runner.ts');
process.exitCode = await runMutation(options);
process.exit();
