// sin: pure-domain
// A file read in the decision on what leaves.
import { readFileSync } from 'node:fs';
export const x = readFileSync;
