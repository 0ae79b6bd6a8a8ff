import { z } from 'zod';
import { REFERENCE, SOURCE } from '#config/retention';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
/** A number in somebody's diary; never a sentence. */
const reference = z.string().regex(REFERENCE);
/** A rule or ground of the retention file. */
const named = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

/** Why a hold ends before its day. Stored for ever: add, never rename. */
export const LIFT_REASONS = ['matter-closed', 'placed-by-mistake'] as const;
/** What an erasure rests on: a decision in the agency, the agency's standing decision by rule, or an operator's command on the agency's decision. */
export const ERASURE_CAUSES = ['decision', 'rule', 'command'] as const;
/** Why an operator erases: its time is up, or somebody who may has ordered the record destroyed (PDL 8:4, a court). */
export const COMMAND_REASONS = ['due', 'destruction-ordered'] as const;

/** Whose record: stands in whichever event is the first of its stream. */
const place = {
  recordId: open('reference', id),
  caseId: open('reference', id),
  agencyId: open('reference', z.string()),
  functionId: open('reference', z.string()),
};
/** The rule as it was when it was decided by, so that it can be read whatever the file says later. */
const byRule = {
  ruleId: open('reference', named.optional()),
  ruleVersion: open('reference', z.string().optional()),
  source: open('reference', z.string().regex(SOURCE).optional()),
  dueOn: open('reference', day.optional()),
};

/** What becomes of a record when its time is up. Survives the erasure: ids, dates and references, nothing of a person. Stored for ever. */
export const retentionEvents = {
  holdPlaced: defineEvent('coordination.RetentionHoldPlaced', 1, {
    ...place,
    holdId: open('reference', id),
    ground: open('reference', named),
    source: open('reference', z.string().regex(SOURCE)),
    reference: open('reference', reference),
    placedBy: open('reference', z.string()),
    from: open('reference', day),
    until: open('reference', day),
    /** Goes with the record. */
    note: sealed('free-text', z.string().trim().min(1).max(2000).optional()),
  }),
  holdLifted: defineEvent('coordination.RetentionHoldLifted', 1, {
    holdId: open('reference', id),
    reason: open('reference', z.enum(LIFT_REASONS)),
    reference: open('reference', reference),
    liftedBy: open('reference', z.string()),
  }),
  decided: defineEvent('coordination.ErasureDecided', 1, {
    ...place,
    ...byRule,
    decisionId: open('reference', id),
    reference: open('reference', reference),
    decidedBy: open('reference', z.string()),
    /** Under which reference the board took the record over, where the rule demands that first. */
    handedOverAs: open('reference', reference.optional()),
    /** Whoever decided has looked the birth date up elsewhere: the person is not in the sample. */
    outsideSample: open('reference', z.boolean()),
  }),
  confirmed: defineEvent('coordination.ErasureConfirmed', 1, {
    decisionId: open('reference', id),
    confirmedBy: open('reference', z.string()),
  }),
  withdrawn: defineEvent('coordination.ErasureDecisionWithdrawn', 1, {
    decisionId: open('reference', id),
    withdrawnBy: open('reference', z.string()),
  }),
  /** From here there is no way back: no hold stops it any longer, and a crash is carried on from here. */
  begun: defineEvent('coordination.ErasureBegun', 1, {
    ...place,
    ...byRule,
    erasureId: open('reference', id),
    cause: open('reference', z.enum(ERASURE_CAUSES)),
    reason: open('reference', z.enum(COMMAND_REASONS).optional()),
    reference: open('reference', reference),
    decisionId: open('reference', id.optional()),
  }),
  erased: defineEvent('coordination.RecordErased', 1, {
    erasureId: open('reference', id),
    /** Data keys that were destroyed. */
    keysDestroyed: open('reference', z.int().nonnegative()),
  }),
};
export type RetentionEvent = EventUnion<typeof retentionEvents>;
