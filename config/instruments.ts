/** Risk instruments as data. Texts under licence are imported by the agency that holds it; one free instrument is shipped. */
import { norrsken } from './instruments/norrsken.js';
import type { Instrument } from './instruments/schema.js';
import { instrumentSchema } from './instruments/schema.js';

export * from './instruments/schema.js';
export * from './instruments/score.js';

export const instruments: readonly Instrument[] = [instrumentSchema.parse(norrsken)];
