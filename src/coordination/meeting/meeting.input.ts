import { z } from 'zod';
import { interventionKind } from '#config/interventions';
import { type FieldProblem, newId } from '#libs/http';
import type { AgencyKind } from '#libs/shared-kernel';
import {
  ACTION_OUTCOMES,
  CANCEL_REASONS,
  INVITATION_WAYS,
  INVITED_AS,
  MEETING_FORMS,
  NOTE_CORRECTIONS,
  storedAction,
  storedDecision,
} from './meeting.events.js';

const id = z.uuid();
const words = (max: number) => z.string().trim().max(max);
const functionId = z.string().min(1).max(100);

const when = { startsAt: z.iso.datetime({ offset: true }), minutes: z.coerce.number().int().min(5).max(480).default(60) };
const arrangement = {
  ...when,
  form: z.enum(MEETING_FORMS),
  place: words(300).optional(),
  /** Only a place that says nothing of where anybody lives or hides stands in an invitation. */
  placeIsNeutral: z.boolean().default(false),
  invited: z.array(functionId).max(30).default([]),
  agenda: z.array(words(500).min(1)).max(30).default([]),
};
export const planMeetingInput = z.strictObject({
  meetingId: newId,
  recordId: id,
  caseId: id,
  kind: z.enum(['sip', 'case-conference']),
  personId: id,
  planId: id.optional(),
  ...arrangement,
});
export type PlanMeetingInput = z.infer<typeof planMeetingInput>;
/** A consultation about a child begins in a record of its own, in which nobody is registered. */
export const openConsultationInput = z.strictObject({ meetingId: newId, functionId, ...arrangement });
export type OpenConsultationInput = z.infer<typeof openConsultationInput>;

export const moveMeetingInput = z.strictObject(when);
export const cancelMeetingInput = z.strictObject({ reason: z.enum(CANCEL_REASONS) });
export const invitePersonInput = z.strictObject({
  personId: id,
  invitedAs: z.enum(INVITED_AS),
  way: z.enum(INVITATION_WAYS),
  /** What she answered to "is it safe to receive?". */
  safe: z.enum(['yes', 'no', 'not-asked']),
  secondGuardianReason: words(2000).optional(),
});
export type InvitePersonInput = z.infer<typeof invitePersonInput>;

const decisionInput = storedDecision.omit({ responsibleKind: true }).extend({ text: words(2000).min(3) });
const actionInput = storedAction.omit({ responsibleKind: true }).extend({ text: words(2000).min(3) });
export const holdMeetingInput = z.strictObject({
  heldOn: z.iso.date(),
  reminded: z.boolean(),
  attendedFunctions: z.array(functionId).max(30).default([]),
  attendedPersons: z.array(id).max(30).default([]),
  factsNoted: words(8000).default(''),
  assessmentsNoted: words(8000).default(''),
  decisions: z.array(decisionInput).max(30).default([]),
  actions: z.array(actionInput).max(30).default([]),
});
export type HoldMeetingInput = z.infer<typeof holdMeetingInput>;
export const correctNotesInput = z.strictObject({
  reason: z.enum(NOTE_CORRECTIONS),
  factsNoted: words(8000).default(''),
  assessmentsNoted: words(8000).default(''),
});
export const settleActionInput = z.strictObject({ outcome: z.enum(ACTION_OUTCOMES), note: words(2000).optional() });
export const nameConsultationInput = z.strictObject({ recordId: id, personId: id, reportedOn: z.iso.date() });

const TEXTS = {
  past: { sv: 'Tiden har redan passerat.', en: 'The time has passed already.' },
  future: { sv: 'Dagen ligger i framtiden.', en: 'The day lies in the future.' },
  noFunction: { sv: 'Funktionen finns inte.', en: 'There is no such function.' },
  noKind: { sv: 'Den sortens insats finns inte i katalogen.', en: 'That kind of intervention is not in the catalogue.' },
  nobodyElse: { sv: 'Kalla minst en annan funktion.', en: 'Invite at least one other function.' },
  number: {
    sv: 'Det står något som ser ut som ett personnummer. Samrådet är anonymt tills orosanmälan är gjord.',
    en: 'Something looks like a personal number. The consultation is anonymous until the concern report is made.',
  },
} as const;
export type MeetingText = keyof typeof TEXTS;
export const problemAt = (path: string, text: MeetingText): FieldProblem => ({ path, message: TEXTS[text] });

/** Six or eight digits and four more, however they are written. */
const PERSONAL_NUMBER = /(^|\D)(\d{2})?\d{6}\s?[-+–]?\s?\d{4}(?!\d)/;
export const looksLikePersonalNumber = (text: string): boolean => PERSONAL_NUMBER.test(text);

/** Words that would name somebody by number, each at its field. A name cannot be found so: the page says what must not be written. */
export const namingProblems = (entered: Readonly<Record<string, string | undefined>>): FieldProblem[] =>
  Object.entries(entered).flatMap(([path, text]) => (text && looksLikePersonalNumber(text) ? [problemAt(path, 'number')] : []));

/** Those that the register has. */
type Functions = Pick<ReadonlySet<string>, 'has'>;

export const arrangementProblems = (
  { startsAt, invited }: Pick<PlanMeetingInput, 'startsAt' | 'invited'>,
  { now, functions }: { now: Date; functions: Functions },
): FieldProblem[] => [
  ...(Date.parse(startsAt) < now.getTime() ? [problemAt('startsAt', 'past')] : []),
  ...(invited.length === 0 ? [problemAt('invited', 'nobodyElse')] : []),
  ...invited.flatMap((one, index) => (functions.has(one) ? [] : [problemAt(`invited.${index}`, 'noFunction')])),
];

export const minutesProblems = (
  { heldOn, attendedFunctions, decisions, actions }: HoldMeetingInput,
  { today, functions }: { today: string; functions: Functions },
): FieldProblem[] => [
  ...(heldOn > today ? [problemAt('heldOn', 'future')] : []),
  ...attendedFunctions.flatMap((one, index) => (functions.has(one) ? [] : [problemAt(`attendedFunctions.${index}`, 'noFunction')])),
  ...decisions.flatMap(({ kind, responsibleFunction }, index) => [
    ...(kind && !interventionKind(kind) ? [problemAt(`decisions.${index}.kind`, 'noKind')] : []),
    ...(responsibleFunction && !functions.has(responsibleFunction)
      ? [problemAt(`decisions.${index}.responsibleFunction`, 'noFunction')]
      : []),
  ]),
  ...actions.flatMap(({ responsibleFunction }, index) =>
    functions.has(responsibleFunction) ? [] : [problemAt(`actions.${index}.responsibleFunction`, 'noFunction')],
  ),
];

/**
 * Decisions and actions as the decider takes them: words apart, since they are sealed and it never looks at them.
 * @param kinds of agency, by function
 */
export const toMinutes = ({ decisions, actions, ...rest }: HoldMeetingInput, kinds: ReadonlyMap<string, AgencyKind>) => {
  const withKind = <T extends { readonly responsibleFunction?: string | undefined }>(task: T) => {
    const responsibleKind = kinds.get(task.responsibleFunction ?? '');
    return { ...task, ...(responsibleKind ? { responsibleKind } : {}) };
  };
  return {
    ...rest,
    decisions: decisions.map(({ text: _, ...decision }) => withKind(decision)),
    actions: actions.map(({ text: _, ...action }) => withKind(action)),
    words: {
      decisions: Object.fromEntries(decisions.map(({ decisionId, text }) => [decisionId, text])),
      actions: Object.fromEntries(actions.map(({ actionId, text }) => [actionId, text])),
    },
  };
};
