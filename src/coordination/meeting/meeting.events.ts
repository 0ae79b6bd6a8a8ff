import { z } from 'zod';
import { AGENCY_KINDS, defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const moment = z.iso.datetime();
const text = z.string().max(8000);

/** SIP meeting, consultation about a child (barnsamråd), case conference. */
export const MEETING_KINDS = ['sip', 'child-consultation', 'case-conference'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];
export const MEETING_FORMS = ['in-person', 'video', 'phone'] as const;
/** As what somebody is invited. Guardians one at a time: a parent may be the one to be protected from. */
export const INVITED_AS = ['individual', 'child', 'guardian', 'support-person'] as const;
export const INVITATION_WAYS = ['phone', 'in-person', 'through-someone'] as const;
export const CANCEL_REASONS = ['participants-missing', 'unsafe', 'person-declined', 'no-longer-needed'] as const;
/** What became of an action. Open is the lack of an outcome. */
export const ACTION_OUTCOMES = ['done', 'no-longer-possible', 'not-done'] as const;
export const NOTE_CORRECTIONS = ['wrong-fact', 'wrong-assessment', 'incomplete'] as const;

/** Kind of the responsible function's agency when the minute was written: what a shelter is to do tells where she is. Earlier minutes lack it. */
const responsibleKind = z.enum(AGENCY_KINDS).optional();
/** Something decided. With a kind of intervention, a responsible function and a day it can become a line of the joint plan. */
export const storedDecision = z.strictObject({
  decisionId: id,
  /** Kind in config/interventions. */
  kind: z.string().optional(),
  personId: id.optional(),
  responsibleFunction: z.string().optional(),
  responsibleKind,
  dueOn: day.optional(),
});
export type MeetingDecision = z.infer<typeof storedDecision>;
export const storedAction = z.strictObject({ actionId: id, responsibleFunction: z.string(), responsibleKind, dueOn: day });
export type MeetingAction = z.infer<typeof storedAction>;

/** What was decided and what is to be done, in words, by id. */
export const meetingWords = z.strictObject({ decisions: z.record(id, text), actions: z.record(id, text) });
export type MeetingWords = z.infer<typeof meetingWords>;

/** Which meeting, and about whom. A consultation about a child is about nobody until it is named. */
const about = {
  meetingId: open('reference', id),
  kind: open('plan', z.enum(MEETING_KINDS)),
  personId: open('reference', id.optional()),
};
const when = { startsAt: open('plan', moment), minutes: open('plan', z.int().min(5).max(480)) };

/** A meeting over agencies, as the agency that registered it keeps it. Stored for ever. */
export const meetingEvents = {
  planned: defineEvent('coordination.MeetingPlanned', 1, {
    ...about,
    editionId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    /** The joint plan that it is held about. */
    planId: open('reference', id.optional()),
    ...when,
    form: open('plan', z.enum(MEETING_FORMS)),
    place: sealed('location', z.string().max(300).optional()),
    /** The place says nothing of where anybody lives or hides: only then does it stand in an invitation. */
    placeIsNeutral: open('plan', z.boolean()),
    /** Functions, never persons. */
    invited: open('plan', z.array(z.string()).readonly()),
    agenda: sealed('free-text', z.array(z.string().max(500))),
  }),
  moved: defineEvent('coordination.MeetingMoved', 1, { ...about, ...when }),
  cancelled: defineEvent('coordination.MeetingCancelled', 1, { ...about, reason: open('plan', z.enum(CANCEL_REASONS)) }),
  /** Somebody who is no function: only after it was asked whether an invitation is safe to receive. */
  personInvited: defineEvent('coordination.MeetingPersonInvited', 1, {
    meetingId: open('reference', id),
    personId: open('reference', id),
    invitedAs: open('plan', z.enum(INVITED_AS)),
    way: open('contact', z.enum(INVITATION_WAYS)),
    safetyAskedOn: open('risk', day),
    /** Why a second guardian is invited too. */
    secondGuardianReason: sealed('free-text', z.string().max(2000).optional()),
  }),
  held: defineEvent('coordination.MeetingHeld', 1, {
    ...about,
    editionId: open('reference', id),
    heldOn: open('plan', day),
    /** Those present were reminded of secrecy; there is no minute without it. */
    reminded: open('plan', z.literal(true)),
    attendedFunctions: open('plan', z.array(z.string()).readonly()),
    attendedPersons: open('reference', z.array(id).readonly()),
    /** What was told as fact, apart from what somebody made of it. */
    factsNoted: sealed('free-text', text),
    assessmentsNoted: sealed('free-text', text),
    decisions: open('plan', z.array(storedDecision).readonly()),
    actions: open('plan', z.array(storedAction).readonly()),
    words: sealed('free-text', meetingWords),
  }),
  notesCorrected: defineEvent('coordination.MeetingNotesCorrected', 1, {
    meetingId: open('reference', id),
    editionId: open('reference', id),
    reason: open('reference', z.enum(NOTE_CORRECTIONS)),
    factsNoted: sealed('free-text', text),
    assessmentsNoted: sealed('free-text', text),
  }),
  actionSettled: defineEvent('coordination.MeetingActionSettled', 1, {
    ...about,
    actionId: open('reference', id),
    outcome: open('plan', z.enum(ACTION_OUTCOMES)),
    settledOn: open('plan', day),
    note: sealed('free-text', z.string().max(2000).optional()),
  }),
  /** A decision stands as a line of the joint plan, from which the responsible agency plans its intervention. */
  decisionCarried: defineEvent('coordination.MeetingDecisionCarried', 1, {
    meetingId: open('reference', id),
    decisionId: open('reference', id),
    planId: open('reference', id),
    lineId: open('reference', id),
  }),
  /** After the report: the consultation belongs to the child's record from now on. */
  named: defineEvent('coordination.ConsultationNamed', 1, {
    meetingId: open('reference', id),
    personId: open('reference', id),
    namedRecord: open('reference', id),
    namedCase: open('reference', id),
    reportedOn: open('child', day),
  }),
};
export type MeetingEvent = EventUnion<typeof meetingEvents>;
