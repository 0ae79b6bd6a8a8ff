import { z } from 'zod';
import { SIGNAL_IDS } from '#config/log-review';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const moment = z.iso.datetime();
const words = z.string().trim().min(3).max(4000);

export const REVIEW_KINDS = ['sample', 'targeted', 'signal'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];
export const LOG_VERDICTS = ['no-remark', 'remark'] as const;
export type LogVerdict = (typeof LOG_VERDICTS)[number];

/** What one member of staff did, looked at by somebody else. Stored for ever: never rename a type or a field, add a version. */
export const logReviewEvents = {
  opened: defineEvent('audit-review.LogReviewOpened', 1, {
    reviewId: open('reference', id),
    agencyId: open('reference', z.string()),
    /** The unit whose head reviews it; empty where that head is whom it is about: any other head of the agency then. */
    unitId: open('reference', z.string()),
    kind: open('reference', z.enum(REVIEW_KINDS)),
    /** Whose accesses. Never several persons' in one review. */
    staffId: open('reference', z.string()),
    caseId: open('reference', id.optional()),
    personId: open('reference', id.optional()),
    signals: open('reference', z.array(z.enum(SIGNAL_IDS)).readonly()),
    /** Lines of the audit trail. */
    lines: open('reference', z.array(id).max(500).readonly()),
    from: open('reference', moment),
    to: open('reference', moment),
    /** Why somebody chose to look; a sample and a signal say it themselves. */
    reason: sealed('free-text', words.optional()),
  }),
  explanationAsked: defineEvent('audit-review.ExplanationAsked', 1, {
    reviewId: open('reference', id),
    askedBy: open('reference', z.string()),
    dueAt: open('reference', moment),
  }),
  explained: defineEvent('audit-review.AccessExplained', 1, {
    reviewId: open('reference', id),
    explanation: sealed('free-text', words),
  }),
  judged: defineEvent('audit-review.LogReviewJudged', 1, {
    reviewId: open('reference', id),
    judgedBy: open('reference', z.string()),
    verdict: open('reference', z.enum(LOG_VERDICTS)),
    note: sealed('free-text', words),
  }),
  /** A personal data breach (personuppgiftsincident): the clock of GDPR art. 33 runs from when it was discovered. */
  escalated: defineEvent('audit-review.IncidentOpened', 1, {
    reviewId: open('reference', id),
    openedBy: open('reference', z.string()),
    discoveredAt: open('reference', moment),
    notifyBy: open('reference', moment),
    what: sealed('free-text', words),
  }),
  incidentSettled: defineEvent('audit-review.IncidentSettled', 1, {
    reviewId: open('reference', id),
    settledBy: open('reference', z.string()),
    /** Told to the supervisory authority, or documented as no risk (art. 33.5). */
    how: open('reference', z.enum(['notified', 'no-risk'])),
    note: sealed('free-text', words),
  }),
};
export type LogReviewEvent = EventUnion<typeof logReviewEvents>;
