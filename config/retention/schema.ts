import { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import { localTextSchema } from '../local-text.js';

const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
const day = z.iso.date();
/** Of a decision in somebody's diary: letters, digits and the signs that diary numbers have. */
export const REFERENCE = /^[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 /.:§()-]{1,59}$/;
/** Chapter and section, as a decision quotes them for ever. */
export const SOURCE = /^[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 –;:().,§-]{2,159}$/;

const dated = {
  version: z.string().min(1).max(20),
  title: localTextSchema,
  source: z.string().regex(SOURCE),
  validFrom: day,
  validUntil: day.optional(),
};
/** Could not be read at its source: somebody with the statute at hand must. */
const toVerify = z.boolean().default(false);

/** Whose record it is, and what must be so of it. All that is said must hold; what is left out is not asked. */
const conditionsSchema = z.strictObject({
  /** Sides of a case: the exposed adult's record, the child's, the violence user's. */
  tracks: z
    .array(z.enum(['exposed', 'child', 'violence-user']))
    .min(1)
    .optional(),
  /** An adult's record that also holds a child who has no record of its own: what was noted of the child stands here alone. */
  childWithoutOwnRecord: z.literal(true).optional(),
  /** What the record was opened for. */
  openedFor: z
    .array(z.enum(['report', 'referral', 'own']))
    .min(1)
    .optional(),
  closedAs: z
    .array(z.enum(['support-completed', 'moved', 'declined-support', 'unfounded']))
    .min(1)
    .optional(),
  /** Kinds of intervention (config/interventions) given to a person that the record is about. */
  interventions: z.array(id).min(1).optional(),
});

export const retentionRuleSchema = z
  .strictObject({
    id,
    ...dated,
    of: z.enum(['record', 'log']).default('record'),
    agencies: z.array(z.enum(AGENCY_KINDS)).min(1),
    /** Alternatives: one of them must hold. Left out: every record of these agencies. */
    when: z.array(conditionsSchema).min(1).optional(),
    keep: z.discriminatedUnion('until', [
      z.strictObject({ until: z.literal('years-after-last-note'), years: z.int().positive() }),
      z.strictObject({ until: z.literal('person-reaches-age'), age: z.int().positive() }),
      z.strictObject({ until: z.literal('for-ever') }),
    ]),
    /** 'must': the law demands it when the time is up. 'may': the agency decides then. 'never': it is not destroyed at all. */
    erasure: z.enum(['must', 'may', 'never']),
    /** Goes to the board before the holder destroys its own: the decision says under which reference it was handed over. */
    handOver: z.boolean().default(false),
    /** An agency's standing decision (in its plan for documents): from that day what is due is erased without a decision for each record. */
    standingDecisions: z
      .array(z.strictObject({ agencyId: z.string().min(1), reference: z.string().regex(REFERENCE), from: day }))
      .default([]),
    toVerify,
  })
  .superRefine((rule, context) => {
    if ((rule.keep.until === 'for-ever') !== (rule.erasure === 'never'))
      context.addIssue({ code: 'custom', message: `${rule.id}: what is kept for ever is never erased, and only that` });
    if (rule.erasure === 'never' && rule.standingDecisions.length > 0)
      context.addIssue({ code: 'custom', message: `${rule.id}: nobody decides to destroy what is never erased` });
    if (rule.validUntil && rule.validUntil < rule.validFrom)
      context.addIssue({ code: 'custom', message: `${rule.id}: ends before it begins` });
  });

/** What is preserved whatever the rule says: persons born on certain days, for research. */
export const retentionSampleSchema = z.strictObject({
  id,
  ...dated,
  agencies: z.array(z.enum(AGENCY_KINDS)).min(1),
  /** Days of the month. */
  bornOn: z.array(z.int().min(1).max(31)).min(1),
  /** Agencies where everybody's records are preserved. */
  wholly: z.array(z.string().min(1)).default([]),
  toVerify,
});

/** What may stop an erasure (gallringsstopp), each with a ground of its own and a longest time. */
export const holdGroundSchema = z.strictObject({ id, ...dated, longestMonths: z.int().positive(), toVerify });

export type RetentionRule = Readonly<z.infer<typeof retentionRuleSchema>>;
export type RetentionRuleInput = z.input<typeof retentionRuleSchema>;
export type RetentionConditions = Readonly<z.infer<typeof conditionsSchema>>;
export type RetentionSample = Readonly<z.infer<typeof retentionSampleSchema>>;
export type HoldGround = Readonly<z.infer<typeof holdGroundSchema>>;
