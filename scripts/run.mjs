import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';

/**
 * `node scripts/run.mjs main|cli [arguments]`: builds if needed, then becomes the program.
 * In this very process, so that signals sent to it reach the program and nothing stands between.
 */
const [entry, ...rest] = process.argv.slice(2);
await buildIfStale();
const program = path.join(import.meta.dirname, '..', 'dist', 'src', `${entry}.js`);
process.argv = [process.argv[0], program, ...rest];
await import(pathToFileURL(program).href);
