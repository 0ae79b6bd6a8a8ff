import { z } from 'zod';
import { defineContract, open, type InterventionClass } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();

/** One intervention of an agreed plan: who answers for what, and when. Never what the goal says in words. */
const planLine = z.strictObject({
  lineId: id,
  /** Kind in config/interventions. */
  kind: z.string(),
  personId: id,
  responsibleFunction: z.string(),
  dueOn: day,
  followUpOn: day.optional(),
});
export type AgreedPlanLine = z.infer<typeof planLine>;

const lines = z.array(planLine).readonly();
/** Lines by what they tell, by their kind or by whose they are to do. Whoever is to do one is told it all the same. */
const plannedFields = {
  lines: open('plan', lines),
  /** Where she is or goes: for those to whom location was disclosed, and nobody once she is protected. */
  shelterLines: open('location', lines.optional()),
  healthLines: open('health', lines.optional()),
  crimeLines: open('crime', lines.optional()),
};
/** Under which name lines of a class are told. */
export const LINES_OF = {
  support: 'lines',
  location: 'shelterLines',
  health: 'healthLines',
  crime: 'crimeLines',
} as const satisfies Record<InterventionClass, keyof typeof plannedFields>;

/** A joint plan was agreed: each agency named in it has something to do. Its lines are those for its own person; others’ are told as theirs, below. */
export const planAgreed = defineContract(
  'coordination.PlanAgreed',
  1,
  { rowClass: 'plan', thing: 'plan' },
  {
    planId: open('reference', id),
    version: open('reference', z.int()),
    kind: open('plan', z.enum(['sip', 'joint'])),
    goals: open('plan', z.int()),
    ...plannedFields,
    leaderFunction: open('plan', z.string()),
    agreedOn: open('plan', day),
  },
);

/**
 * What the plan agreed for somebody else than the one it is about: a child, a violence user. Told as about that person, since whoever consents to the plan
 * lifts the secrecy of nobody else's (OSL 12:2).
 */
export const planLinesAgreed = defineContract(
  'coordination.PlanLinesAgreed',
  1,
  { rowClass: 'plan', thing: 'plan-lines' },
  {
    planId: open('reference', id),
    version: open('reference', z.int()),
    ...plannedFields,
    agreedOn: open('plan', day),
  },
);

const isLine = (value: unknown): value is AgreedPlanLine =>
  typeof value === 'object' && value !== null && typeof (value as { lineId?: unknown }).lineId === 'string';
/** All lines of one such fact that a reader got, out of its fields as the gate or the chain left them. */
export const agreedLines = (fields: Readonly<Record<string, unknown>>): readonly AgreedPlanLine[] =>
  Object.values(LINES_OF).flatMap((name) => (Array.isArray(fields[name]) ? fields[name].filter(isLine) : []));

interface PlanTold {
  readonly thing: string;
  readonly ownerAgency: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
/** All lines of a plan in the version that stands, whomever they are for, out of the links that a reader got. */
export const linesOfPlan = ({ ownerAgency, fields }: PlanTold, links: readonly PlanTold[]): readonly AgreedPlanLine[] => [
  ...agreedLines(fields),
  ...links
    .filter((link) => link.thing === planLinesAgreed.thing && link.ownerAgency === ownerAgency)
    .filter((link) => link.fields['planId'] === fields['planId'] && link.fields['version'] === fields['version'])
    .flatMap((link) => agreedLines(link.fields)),
];

export const planFollowedUp = defineContract(
  'coordination.PlanFollowedUp',
  1,
  { rowClass: 'plan', thing: 'plan' },
  { planId: open('reference', id), on: open('plan', day), next: open('plan', day.optional()) },
);

export const planClosed = defineContract(
  'coordination.PlanClosed',
  1,
  { rowClass: 'plan', thing: 'plan' },
  {
    planId: open('reference', id),
    reason: open('plan', z.enum(['goals-reached', 'person-declined', 'moved', 'no-longer-needed', 'replaced'])),
    closedOn: open('plan', day),
  },
);

/** The outcome of a structured risk assessment: the level, never the answers. Told again, with `corrected`, when it was wrong. */
export const riskAssessed = defineContract(
  'coordination.RiskAssessed',
  1,
  { rowClass: 'risk', thing: 'risk' },
  {
    level: open('risk', z.string()),
    instrument: open('risk', z.string()),
    reviewOn: open('risk', day),
    assessedOn: open('risk', day),
    corrected: open('risk', z.boolean().optional()),
  },
);

/** An assessment that should not be there (wrong person, entered by mistake): whoever saw its level must not act on it. */
export const riskAssessmentRetracted = defineContract(
  'coordination.RiskAssessmentRetracted',
  1,
  { rowClass: 'risk', thing: 'risk' },
  { reason: open('risk', z.enum(['wrong-person', 'entered-by-mistake'])) },
);

/** How the work with a violence user goes. Treatment tells of him: class `health`, the row too. */
export const programmeKnown = defineContract(
  'coordination.ProgrammeKnown',
  1,
  { rowClass: 'health', thing: 'programme' },
  {
    status: open('health', z.enum(['contact', 'offered', 'accepted', 'declined', 'dropped', 'completed'])),
    on: open('health', day),
    programme: open('health', z.enum(['group', 'individual', 'counselling']).optional()),
  },
);

/** What a contact with the partner of somebody in a programme showed, for her safety. Whoever protects her assesses the risk anew. */
export const partnerSafetyContactKnown = defineContract(
  'coordination.PartnerSafetyContactKnown',
  1,
  { rowClass: 'risk', thing: 'partner-contact' },
  { status: open('risk', z.enum(['no-change', 'worse', 'new-violence', 'not-reached', 'retracted'])), on: open('risk', day) },
);

/** The risk that a violence user is has changed, as whoever works with him sees it. */
export const violenceUserRiskKnown = defineContract(
  'coordination.ViolenceUserRiskKnown',
  1,
  { rowClass: 'risk', thing: 'risk-change' },
  { status: open('risk', z.enum(['raised', 'lowered', 'retracted'])), on: open('risk', day) },
);

/** An agency holds the threads of the case together: its own act, which another one’s does not undo. */
export const leadTaken = defineContract(
  'coordination.LeadTaken',
  1,
  { rowClass: 'plan', thing: 'lead' },
  { status: open('plan', z.literal('leads')), functionId: open('plan', z.string()), on: open('plan', day) },
);

export const leadLeft = defineContract(
  'coordination.LeadLeft',
  1,
  { rowClass: 'plan', thing: 'lead' },
  { status: open('plan', z.literal('left')), on: open('plan', day), toFunction: open('location', z.string().optional()) },
);

const meetingKind = z.enum(['sip', 'child-consultation', 'case-conference']);

/** A meeting is called, or moved to another time: when, as where to find her. Never in which place, and never who is invited: whoever is has it in the invitation. */
export const meetingCalled = defineContract(
  'coordination.MeetingCalled',
  1,
  { rowClass: 'plan', thing: 'meeting' },
  { kind: open('plan', meetingKind), startsAt: open('location', z.iso.datetime()) },
);

export const meetingCancelled = defineContract(
  'coordination.MeetingCancelled',
  1,
  { rowClass: 'plan', thing: 'meeting' },
  {
    kind: open('plan', meetingKind),
    reason: open('plan', z.enum(['participants-missing', 'unsafe', 'person-declined', 'no-longer-needed'])),
  },
);

const meetingDecision = z.strictObject({ kind: z.string().optional(), responsibleFunction: z.string().optional(), dueOn: day.optional() });
const meetingAction = z.strictObject({ responsibleFunction: z.string(), dueOn: day });
const decisions = z.array(meetingDecision).readonly();
/** Decisions by what they tell, as the lines of a plan. */
const decidedFields = {
  decisions: open('plan', decisions),
  shelterDecisions: open('location', decisions.optional()),
  healthDecisions: open('health', decisions.optional()),
  crimeDecisions: open('crime', decisions.optional()),
};
/** Under which name decisions of a class are told. */
export const DECISIONS_OF = {
  support: 'decisions',
  location: 'shelterDecisions',
  health: 'healthDecisions',
  crime: 'crimeDecisions',
} as const satisfies Record<InterventionClass, keyof typeof decidedFields>;

/** An action names no kind: all that it may tell is that a shelter has it to do. */
export const ACTIONS_OF = { support: 'actions', location: 'shelterActions', health: 'actions', crime: 'actions' } as const;

/** What a meeting decided: who does what, until when. Never what was said. */
export const meetingHeld = defineContract(
  'coordination.MeetingHeld',
  1,
  { rowClass: 'plan', thing: 'meeting' },
  {
    kind: open('plan', meetingKind),
    heldOn: open('plan', day),
    ...decidedFields,
    actions: open('plan', z.array(meetingAction).readonly()),
    shelterActions: open('location', z.array(meetingAction).readonly().optional()),
  },
);

/** What a meeting decided for somebody else than the one it is about, told as about that person; never what meeting. */
export const meetingDecided = defineContract(
  'coordination.MeetingDecided',
  1,
  { rowClass: 'plan', thing: 'meeting-decisions' },
  {
    decidedOn: open('plan', day),
    ...decidedFields,
  },
);

/** What became of something that a meeting asked for. */
export const meetingActionSettled = defineContract(
  'coordination.MeetingActionSettled',
  1,
  { rowClass: 'plan', thing: 'meeting' },
  {
    kind: open('plan', meetingKind),
    outcome: open('plan', z.enum(['done', 'no-longer-possible', 'not-done'])),
    settledOn: open('plan', day),
  },
);

/** There is a safety plan. Never what it says. */
export const safetyPlanKnown = defineContract(
  'coordination.SafetyPlanKnown',
  1,
  { rowClass: 'risk', thing: 'safety-plan' },
  { madeOn: open('risk', day), reviewOn: open('risk', day) },
);

export const safetyPlanEnded = defineContract(
  'coordination.SafetyPlanEnded',
  1,
  { rowClass: 'risk', thing: 'safety-plan' },
  { endedOn: open('risk', day) },
);
