import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const text = z.string().max(4000);

/** SIP only where social services and health care are both needed (SoL 10:8); otherwise gemensam planering. */
export const PLAN_KINDS = ['sip', 'joint'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];
/** How the individual took part (SoL 10:8: where possible, the plan is made together with her). */
export const PARTICIPATIONS = ['took-part', 'consulted', 'declined'] as const;
export const CLOSING_REASONS = ['goals-reached', 'person-declined', 'moved', 'no-longer-needed', 'replaced'] as const;

export const storedLine = z.strictObject({
  lineId: id,
  goalId: id,
  /** Kind in config/interventions: a string, since the catalogue changes and events do not. */
  kind: z.string(),
  /** For whom: the exposed person or a child, who is shown apart. */
  personId: id,
  responsibleFunction: z.string(),
  dueOn: day,
  followUpOn: day.optional(),
});
export type PlanLine = z.infer<typeof storedLine>;

/** All words of a plan together: needs and goals by goal, details by line, and what others than agencies undertake. */
export const planTexts = z.strictObject({
  needs: z.record(id, text),
  goals: z.record(id, text),
  lines: z.record(id, text),
  others: text.optional(),
});
export type PlanTexts = z.infer<typeof planTexts>;

const content = {
  /** Minted with each saved version: the same save twice is one version. */
  editionId: open('reference', id),
  /** For whom. The same in every version. */
  personId: open('reference', id),
  kind: open('plan', z.enum(PLAN_KINDS)),
  goals: open('plan', z.array(z.strictObject({ goalId: id })).readonly()),
  lines: open('plan', z.array(storedLine).readonly()),
  /** Under the record's own key: the words concern everyone in the plan. */
  texts: sealed('free-text', planTexts),
  leaderFunction: open('plan', z.string()),
  participation: open('plan', z.enum(PARTICIPATIONS)),
};

/** A joint plan, owned by the agency that leads it (huvudansvarig). Stored for ever. */
export const planEvents = {
  drafted: defineEvent('coordination.PlanDrafted', 1, {
    planId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    ...content,
  }),
  /** The whole new content; the version counts from 1. */
  revised: defineEvent('coordination.PlanRevised', 1, {
    planId: open('reference', id),
    version: open('reference', z.int().min(2)),
    ...content,
  }),
  /** Carries what was agreed, so that what is told to peers follows from this event alone. */
  agreed: defineEvent('coordination.PlanAgreed', 1, {
    planId: open('reference', id),
    personId: open('reference', id),
    version: open('reference', z.int()),
    kind: open('plan', z.enum(PLAN_KINDS)),
    goals: open('plan', z.int()),
    lines: open('plan', z.array(storedLine).readonly()),
    leaderFunction: open('plan', z.string()),
    agreedOn: open('plan', day),
  }),
  followedUp: defineEvent('coordination.PlanFollowedUp', 1, {
    planId: open('reference', id),
    /** For whom, so that a grant about somebody else does not show it. */
    personId: open('reference', id),
    on: open('plan', day),
    next: open('plan', day.optional()),
    note: sealed('free-text', text.optional()),
  }),
  closed: defineEvent('coordination.PlanClosed', 1, {
    planId: open('reference', id),
    /** For whom, so that a grant about somebody else does not show it. */
    personId: open('reference', id),
    reason: open('plan', z.enum(CLOSING_REASONS)),
    closedOn: open('plan', day),
  }),
};
export type PlanEvent = EventUnion<typeof planEvents>;
