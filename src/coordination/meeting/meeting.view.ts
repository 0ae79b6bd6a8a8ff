import { isErased, isSealed, type Personal } from '#libs/shared-kernel';
import type { MeetingKind, MeetingWords } from './meeting.events.js';
import type { MeetingPartRow, MeetingRow } from './meeting.rows.js';

export interface MeetingGuest {
  readonly personId: string;
  readonly invitedAs: string;
  readonly way: string;
  readonly safetyAskedOn: string;
  /** Why a second guardian was invited too. */
  readonly reason?: string;
}
export interface DecisionView {
  readonly decisionId: string;
  readonly text?: string;
  readonly kind?: string;
  readonly personId?: string;
  readonly responsibleFunction?: string;
  readonly dueOn?: string;
  /** The line of the plan that it became. */
  readonly planLine: string | null;
}
export interface ActionView {
  readonly actionId: string;
  readonly text?: string;
  readonly responsibleFunction: string;
  readonly dueOn: string;
  readonly outcome: string;
  readonly settledOn: string | null;
  readonly note?: string;
}
export interface MeetingView {
  readonly meetingId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly kind: MeetingKind;
  readonly personId: string | null;
  /** A consultation about a child before the concern report: nobody is named in it. */
  readonly anonymous: boolean;
  readonly planId: string | null;
  readonly status: 'planned' | 'held' | 'cancelled';
  readonly startsAt: string;
  readonly minutes: number;
  readonly form: string;
  readonly place?: string;
  readonly placeIsNeutral: boolean;
  /** The place does not show, since somebody on that side of the case is protected. */
  readonly placeWithheld: boolean;
  readonly invited: readonly string[];
  readonly agenda: readonly string[];
  readonly guests: readonly MeetingGuest[];
  readonly cancelReason: string | null;
  readonly heldOn: string | null;
  /** Tasks that nobody has settled yet. */
  readonly openActions: number;
  readonly attendedFunctions: readonly string[];
  readonly attendedPersons: readonly string[];
  readonly factsNoted?: string;
  readonly assessmentsNoted?: string;
  readonly correctedReason: string | null;
  readonly decisions: readonly DecisionView[];
  readonly actions: readonly ActionView[];
  readonly reportedOn: string | null;
  readonly savedBy: string;
  /** The words are gone, by rule or decision. */
  readonly erased: boolean;
  /** How often the invitation was changed. */
  readonly sequence: number;
  /** Opaque, for If-Match. */
  readonly version: string;
}
/** A meeting in a list: nothing of what was said. */
export type MeetingSummary = Pick<
  MeetingView,
  'meetingId' | 'caseId' | 'kind' | 'personId' | 'anonymous' | 'status' | 'startsAt' | 'heldOn' | 'openActions'
>;

const asOpen = <T>(value: Personal<T> | null): T | undefined => (value === null || isSealed(value) || isErased(value) ? undefined : value);
const optional = <K extends string>(name: K, value: string | null | undefined) =>
  (value ? { [name]: value } : {}) as { readonly [key in K]?: string };

export const toSummary = (row: MeetingRow, parts: readonly MeetingPartRow[]): MeetingSummary => ({
  meetingId: row.meetingId,
  caseId: row.caseId,
  kind: row.kind,
  personId: row.personId,
  anonymous: row.kind === 'child-consultation' && row.personId === null,
  status: row.status,
  startsAt: row.startsAt.toISOString(),
  heldOn: row.heldOn,
  openActions: parts.filter(({ meetingId, part, outcome }) => meetingId === row.meetingId && part === 'action' && outcome === null).length,
});

/** A meeting as the owner's staff see it. Rows come opened. */
export const toMeetingView = (row: MeetingRow, parts: readonly MeetingPartRow[], version: string, placeWithheld = false): MeetingView => {
  const words = asOpen<MeetingWords>(row.words);
  const of = (kind: MeetingPartRow['part']) => parts.filter(({ part }) => part === kind);
  return {
    ...toSummary(row, parts),
    recordId: row.recordId,
    planId: row.planId,
    minutes: row.minutes,
    form: row.form,
    ...optional('place', asOpen<string>(row.place)),
    placeIsNeutral: row.placeIsNeutral,
    placeWithheld,
    invited: row.invited,
    agenda: asOpen<string[]>(row.agenda) ?? [],
    guests: of('guest').map(
      ({ partId, facts, note }) => ({ personId: partId, ...facts, ...optional('reason', asOpen<string>(note)) }) as unknown as MeetingGuest,
    ),
    cancelReason: row.cancelReason,
    attendedFunctions: row.attendedFunctions ?? [],
    attendedPersons: row.attendedPersons ?? [],
    ...optional('factsNoted', asOpen<string>(row.factsNoted)),
    ...optional('assessmentsNoted', asOpen<string>(row.assessmentsNoted)),
    correctedReason: row.correctedReason,
    decisions: of('decision').map(({ partId, facts, planLine }) => ({
      decisionId: partId,
      ...optional('text', words?.decisions[partId]),
      ...facts,
      planLine,
    })),
    actions: of('action').map(({ partId, facts, outcome, settledOn, note }) => ({
      actionId: partId,
      ...optional('text', words?.actions[partId]),
      ...(facts as unknown as Pick<ActionView, 'responsibleFunction' | 'dueOn'>),
      outcome: outcome ?? 'open',
      settledOn,
      ...optional('note', asOpen<string>(note)),
    })),
    reportedOn: row.reportedOn,
    savedBy: row.savedBy,
    erased: isErased(row.words) || isErased(row.agenda),
    sequence: row.sequence,
    version,
  };
};
