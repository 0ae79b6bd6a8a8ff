// sin: pure-domain
// Randomness in a decider.
import { randomUUID } from 'node:crypto';
export const x = randomUUID;
