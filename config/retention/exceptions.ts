import type { z } from 'zod';
import type { holdGroundSchema, retentionSampleSchema } from './schema.js';

const SINCE = { version: '1', validFrom: '2025-07-01' };

/**
 * The sample for research. In Östergötland, Gotland, Västernorrland and the city of Göteborg everybody's records are preserved, elsewhere those of persons
 * born on the 5th, 15th and 25th. No agency of Norrbotten is in the first group; one that is goes into `wholly`.
 */
export const shippedSamples: z.input<typeof retentionSampleSchema>[] = [
  {
    ...SINCE,
    id: 'research-sample',
    title: { sv: 'Bevaras för forskning: född den 5, 15 eller 25', en: 'Preserved for research: born on the 5th, 15th or 25th' },
    source: 'SoL 16:1–4; socialtjänstförordningen (2001:937) 7:2 och dess efterföljare',
    agencies: ['social-services'],
    bornOn: [5, 15, 25],
    toVerify: true,
  },
];

/** Grounds for a hold. An investigation of a death (lag 2007:606) is a duty to supply and is no ground in itself. */
export const shippedHoldGrounds: z.input<typeof holdGroundSchema>[] = [
  {
    ...SINCE,
    id: 'requested-by-party',
    title: { sv: 'Begärd handling som ännu inte lämnats ut eller prövats', en: 'A document asked for, not yet given or decided' },
    source: 'TF 2:15–19',
    longestMonths: 12,
  },
  {
    ...SINCE,
    id: 'supervision',
    title: { sv: 'Pågående tillsyn eller klagomål', en: 'Supervision or a complaint under way' },
    source: 'SoL 26 kap.; PSL 7 kap.',
    longestMonths: 24,
    toVerify: true,
  },
  {
    ...SINCE,
    id: 'legal-claim',
    title: { sv: 'Rättsligt anspråk eller pågående mål', en: 'A legal claim or a case in court' },
    source: 'GDPR 17.3 e',
    longestMonths: 36,
  },
  {
    ...SINCE,
    id: 'criminal-investigation',
    title: { sv: 'Pågående brottsutredning', en: 'A criminal investigation under way' },
    source: 'RB 23 och 27 kap.',
    longestMonths: 36,
    toVerify: true,
  },
];
