/** Log review (logguppföljning, PDL 4:3, HSLF-FS 2016:40 4:9) as data: how much is sampled, what is a signal, what is due when. */
import { z } from 'zod';
import { localTextSchema } from './local-text.js';

export const SIGNAL_IDS = [
  'no-relation',
  'own-kin',
  'neighbour',
  'denied',
  'same-surname',
  'same-address',
  'many-look-ups',
  'outside-hours',
  'protected-shown',
  'break-glass',
  'covering-only',
  'long-quiet',
] as const;
export type SignalId = (typeof SIGNAL_IDS)[number];

const signalSchema = z.strictObject({
  id: z.enum(SIGNAL_IDS),
  title: localTextSchema,
  /** What it adds the first time it is seen on a target. */
  weight: z.number().nonnegative(),
  /** What each further line adds, up to `most` lines. */
  perLine: z.number().nonnegative().default(0),
  most: z.int().positive().default(1),
});
export type SignalRule = Readonly<z.infer<typeof signalSchema>>;

const schema = z.strictObject({
  sample: z.strictObject({ share: z.number().positive().max(1), atLeast: z.int().positive(), atMost: z.int().positive() }),
  signals: z.array(signalSchema).length(SIGNAL_IDS.length),
  alert: z.strictObject({
    /** Points that a target needs before somebody is asked to look. */
    threshold: z.number().positive(),
    /** The most that a unit's reviewer is given on one day, the heaviest first. What is left over is weighed again the next day. */
    perReviewerDay: z.int().positive(),
    /** What was done is looked at together over so many days, so that many small peeps count as one. */
    lookBackDays: z.int().positive(),
    /** The same person and target come back after so many days at the earliest. */
    quietDays: z.int().positive(),
  }),
  /** Ordinary hours, in Sweden, Monday to Friday. */
  hours: z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24) }),
  /** A day of look-ups is many when it is beyond the unit's own median by so many median deviations, and at least so many. */
  manyLookUps: z.strictObject({ deviations: z.number().positive(), atLeast: z.int().positive(), usualOverDays: z.int().positive() }),
  /** A case that nobody has worked with for so long is quiet. */
  longQuietDays: z.int().positive(),
  /** A look-up that is followed by work with the same case within so many days was the beginning of that work. */
  explainedByWorkDays: z.int().positive(),
  /** Reads of a colleague's case, while standing in, before it counts that nothing was done there. */
  coveringReads: z.int().positive(),
  explanationWithinDays: z.int().positive(),
  /** GDPR art. 33: told to the authority within so long of being discovered. */
  incidentWithinHours: z.int().positive(),
  /** Statistics show no number below this. */
  smallestCell: z.int().min(2),
});

const rule = (id: SignalId, sv: string, en: string, weight: number, perLine = 0, most = 1) => ({
  ...{ id, title: { sv, en }, weight, perLine, most },
});

export const logReview = schema.parse({
  sample: { share: 0.02, atLeast: 5, atMost: 30 },
  signals: [
    rule('no-relation', 'Åtkomst utan relation till ärendet', 'Access without relation to the case', 2, 0.5, 5),
    rule('own-kin', 'Egen närstående', 'Own kin', 4, 0.5, 3),
    rule('neighbour', 'Granne', 'Neighbour', 1, 0.2, 3),
    rule('denied', 'Nekade försök', 'Denied attempts', 1, 0.5, 5),
    rule('same-surname', 'Samma efternamn', 'Same surname', 1.5),
    rule('same-address', 'Samma adress', 'Same address', 4),
    rule('many-look-ups', 'Ovanligt många slagningar', 'Unusually many look-ups', 3, 0.02, 50),
    rule(
      'outside-hours',
      'Utanför arbetstid utan att arbeta i ärendet',
      'Outside working hours without working with the case',
      1.2,
      0.8,
      4,
    ),
    rule('protected-shown', 'Skyddad uppgift visad', 'Protected data shown', 1, 0.5, 3),
    rule('break-glass', 'Nödöppning', 'Emergency opening', 1.5, 0.5, 2),
    rule('covering-only', 'Läst som ersättare utan att arbeta i ärendet', 'Read as a stand-in without working with the case', 1, 0.25, 6),
    rule('long-quiet', 'Vilande ärende', 'Case at rest', 2, 0.5, 3),
  ],
  alert: { threshold: 2, perReviewerDay: 5, lookBackDays: 7, quietDays: 30 },
  hours: { from: 6, to: 20 },
  manyLookUps: { deviations: 6, atLeast: 12, usualOverDays: 28 },
  longQuietDays: 45,
  explainedByWorkDays: 3,
  coveringReads: 3,
  explanationWithinDays: 7,
  incidentWithinHours: 72,
  smallestCell: 5,
});
export type LogReviewRules = typeof logReview;
