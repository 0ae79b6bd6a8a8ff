import { buildIfStale } from './build.mjs';

/** `npm run witness -- --dir … --port …`: builds if needed, then becomes the witness. */
await buildIfStale();
await import('../dist/libs/merkle/witness/main.js');
