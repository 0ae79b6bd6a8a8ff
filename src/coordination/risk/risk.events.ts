import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();

/** What made somebody assess, or assess again. */
export const OCCASIONS = [
  'first-contact',
  'review',
  'new-violence',
  'separation',
  'changed-circumstances',
  'consent-withdrawn',
  'protection-ends',
  'partner-safety-contact',
] as const;
export const CORRECTION_REASONS = ['wrong-answer', 'wrong-level', 'wrong-date'] as const;
export const RETRACTION_REASONS = ['wrong-person', 'entered-by-mistake'] as const;

const outcome = {
  personId: open('reference', id),
  instrument: open('risk', z.string()),
  instrumentVersion: open('risk', z.string()),
  /** By question; "unknown" is an answer of its own, and a question without an answer is not in it. */
  answers: sealed('risk', z.record(z.string(), z.string()), 'personId'),
  suggestedLevel: open('risk', z.string()),
  /** The assessor's own. A string, since instruments may name other levels later. */
  level: open('risk', z.string()),
  overrideReason: sealed('free-text', z.string().max(4000).optional()),
  reviewOn: open('risk', day),
};

/** A structured risk assessment of one person: an exposed adult, or a child in an assessment of its own. Stored for ever. */
export const riskEvents = {
  assessed: defineEvent('coordination.RiskAssessed', 1, {
    assessmentId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    occasion: open('risk', z.enum(OCCASIONS)),
    assessedOn: open('risk', day),
    ...outcome,
  }),
  /** The whole of it anew: the first one stays in the history, and the page says what was corrected. */
  corrected: defineEvent('coordination.RiskAssessmentCorrected', 1, {
    assessmentId: open('reference', id),
    /** Minted with each correction: the same one twice is one. */
    editionId: open('reference', id),
    reason: open('risk', z.enum(CORRECTION_REASONS)),
    assessedOn: open('risk', day),
    ...outcome,
  }),
  retracted: defineEvent('coordination.RiskAssessmentRetracted', 1, {
    assessmentId: open('reference', id),
    personId: open('reference', id),
    reason: open('risk', z.enum(RETRACTION_REASONS)),
  }),
};
export type RiskEvent = EventUnion<typeof riskEvents>;
