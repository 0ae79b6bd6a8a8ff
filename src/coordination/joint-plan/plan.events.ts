import { z } from 'zod';
import { AGENCY_KINDS, defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const text = z.string().max(4000);

/** SIP only where social services and health care are both needed (SoL 10:8); otherwise gemensam planering. */
export const PLAN_KINDS = ['sip', 'joint'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];
/** How the individual took part (SoL 10:8: where possible, the plan is made together with her). */
export const PARTICIPATIONS = ['took-part', 'consulted', 'declined'] as const;
/** In which ways she took part: what made it hers. */
export const PARTICIPATION_WAYS = [
  'at-meeting',
  'before-meeting',
  'in-writing',
  'interpreter',
  'support-person',
  'representative',
] as const;
/** Whether she agrees to the plan being drawn up (SoL 10:8: a SIP needs her consent). */
export const PLAN_CONSENTS = ['given', 'declined', 'not-needed'] as const;
/** Those who undertake something and are no agency of the county. */
export const OTHERS = ['kin', 'friend', 'employer', 'association', 'other'] as const;
export const GOAL_OUTCOMES = ['reached', 'partly', 'not-reached'] as const;
export const CLOSING_REASONS = ['goals-reached', 'person-declined', 'moved', 'no-longer-needed', 'replaced'] as const;

export const storedLine = z.strictObject({
  lineId: id,
  goalId: id,
  /** Kind in config/interventions: a string, since the catalogue changes and events do not. */
  kind: z.string(),
  /** For whom: the exposed person or a child, who is shown apart. */
  personId: id,
  responsibleFunction: z.string(),
  /** Kind of its agency when the line was saved: what a shelter is to do tells where she is. What was saved earlier lacks it. */
  responsibleKind: z.enum(AGENCY_KINDS).optional(),
  dueOn: day,
  followUpOn: day.optional(),
});
export type PlanLine = z.infer<typeof storedLine>;

/** What somebody undertakes who is no agency of the county (SoL 10:9): not connected, so that nobody but the leader follows it. */
export const othersMeasure = z.strictObject({ measureId: id, by: z.enum(OTHERS) });
export type OthersMeasure = z.infer<typeof othersMeasure>;

/** All words of a plan together: needs and goals by goal, details by line, and what others than agencies undertake. */
export const planTexts = z.strictObject({
  needs: z.record(id, text),
  goals: z.record(id, text),
  lines: z.record(id, text),
  others: text.optional(),
  /** What each of the others undertakes, by measure. */
  measures: z.record(id, text).optional(),
  /** What matters most, in her own words. */
  ownWords: text.optional(),
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
  participationWays: open('plan', z.array(z.enum(PARTICIPATION_WAYS)).readonly()),
  othersMeasures: open('plan', z.array(othersMeasure).readonly()),
};
/** Version 1 said how she took part in one word, and what others do in running text alone. */
const fromVersion1 = { 1: (data: Record<string, unknown>) => ({ ...data, participationWays: [], othersMeasures: [] }) };

/** A joint plan, owned by the agency that leads it (huvudansvarig). Stored for ever. */
export const planEvents = {
  drafted: defineEvent(
    'coordination.PlanDrafted',
    2,
    {
      planId: open('reference', id),
      ownerAgency: open('reference', z.string()),
      recordId: open('reference', id),
      caseId: open('reference', id),
      ...content,
    },
    fromVersion1,
  ),
  /** Before anybody is called: whether she agrees, who is needed, and what she wishes of the meeting. */
  prepared: defineEvent('coordination.PlanPrepared', 1, {
    planId: open('reference', id),
    personId: open('reference', id),
    editionId: open('reference', id),
    consent: open('plan', z.enum(PLAN_CONSENTS)),
    functionsNeeded: open('plan', z.array(z.string()).readonly()),
    wishes: sealed('free-text', text.optional()),
  }),
  meetingCalled: defineEvent('coordination.PlanMeetingCalled', 1, {
    planId: open('reference', id),
    personId: open('reference', id),
    meetingId: open('reference', id),
    startsAt: open('plan', z.iso.datetime()),
  }),
  meetingHeld: defineEvent('coordination.PlanMeetingHeld', 1, {
    planId: open('reference', id),
    personId: open('reference', id),
    meetingId: open('reference', id),
    heldOn: open('plan', day),
  }),
  /** The whole new content; the version counts from 1. */
  revised: defineEvent(
    'coordination.PlanRevised',
    2,
    { planId: open('reference', id), version: open('reference', z.int().min(2)), ...content },
    fromVersion1,
  ),
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
  followedUp: defineEvent(
    'coordination.PlanFollowedUp',
    2,
    {
      planId: open('reference', id),
      /** For whom, so that a grant about somebody else does not show it. */
      personId: open('reference', id),
      on: open('plan', day),
      next: open('plan', day.optional()),
      /** How it went with each goal that was looked at. */
      goals: open('plan', z.array(z.strictObject({ goalId: id, outcome: z.enum(GOAL_OUTCOMES) })).readonly()),
      note: sealed('free-text', text.optional()),
    },
    { 1: (data) => ({ ...data, goals: [] }) },
  ),
  closed: defineEvent('coordination.PlanClosed', 1, {
    planId: open('reference', id),
    /** For whom, so that a grant about somebody else does not show it. */
    personId: open('reference', id),
    reason: open('plan', z.enum(CLOSING_REASONS)),
    closedOn: open('plan', day),
  }),
};
export type PlanEvent = EventUnion<typeof planEvents>;
