import { randomInt, randomUUID } from 'node:crypto';
import { ok, type ApiPerson, type World } from '../support/world.js';

/** Words of the meetings and of what the plan has beside its goals, each in one field alone. */
export const MEETING_FIELDS = [
  ...(['MeetingPlace', 'MeetingAgenda', 'MeetingFacts', 'MeetingBelief', 'MeetingDecision', 'MeetingAction', 'MeetingNote'] as const),
  ...(['SafetySign', 'SafetyStep', 'SafetyContact', 'SafetyPlace'] as const),
  ...([
    'GuardianReason',
    'ConsultationAgenda',
    'ConsultationFacts',
    'PlanOwnWords',
    'PlanMeasure',
    'PlanWishes',
    'PlanFollowUpNote',
  ] as const),
] as const;
export type MeetingField = (typeof MEETING_FIELDS)[number];

interface MeetingPlay {
  readonly sara: ApiPerson;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  readonly planId: string;
  readonly words: Readonly<Record<MeetingField, string>>;
  readonly day: (offset: number) => string;
  readonly moment: (offset: number) => string;
}
export interface PlayedMeetings {
  readonly meetingId: readonly string[];
  readonly actionId: readonly string[];
  readonly decisionId: readonly string[];
  readonly safetyPlanId: readonly string[];
  readonly consultationCase: string;
  /** When it starts: no other meeting does. */
  readonly startsAt: string;
}

/** Boden prepares the plan, calls a meeting for it, holds it and follows it up; and consults about a child whom nobody names. */
export const playMeetings = async (world: World, play: MeetingPlay): Promise<PlayedMeetings> => {
  const { sara, caseId, recordId, personId, planId, words, day, moment } = play;
  const [meetingId, consultation, decisionId, actionId] = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
  const versionOf = async (path: string) => (await ok<{ version?: string }>(sara.get(path))).version ?? '';
  const act = async (path: string, what: string, body: object): Promise<void> => {
    await ok(sara.post(`${path}/${what}`, body, { version: await versionOf(path) }));
    await world.settle();
  };
  const plan = `/api/v1/plans/${planId}`;
  const meeting = `/api/v1/meetings/${meetingId}`;
  const startsAt = moment(3 + randomInt(3_600_000) / 86_400_000);
  const arranged = { startsAt, form: 'in-person', invited: ['vardcentral-boden-kurator'] };

  await act(plan, 'preparation', { consent: 'given', functionsNeeded: ['vardcentral-boden-kurator'], wishes: words.PlanWishes });
  await ok(
    sara.post('/api/v1/meetings', {
      ...{ ...arranged, meetingId, recordId, caseId, personId, planId, kind: 'sip' },
      ...{ place: words.MeetingPlace, agenda: [words.MeetingAgenda] },
    }),
  );
  await world.settle();
  const guest = { personId, way: 'phone', safe: 'yes', secondGuardianReason: words.GuardianReason };
  await act(meeting, 'guests', { ...guest, invitedAs: 'individual' });
  await act(meeting, 'minutes', {
    ...{
      heldOn: day(0),
      reminded: true,
      attendedPersons: [personId],
      factsNoted: words.MeetingFacts,
      assessmentsNoted: words.MeetingBelief,
    },
    decisions: [{ decisionId, text: words.MeetingDecision }],
    actions: [{ actionId, text: words.MeetingAction, responsibleFunction: 'boden-mottagning-vald', dueOn: day(7) }],
  });
  await act(meeting, `actions/${actionId}`, { outcome: 'done', note: words.MeetingNote });
  await act(plan, 'follow-up', { on: day(0), next: day(30), note: words.PlanFollowUpNote });

  const consulted = {
    ...arranged,
    startsAt: moment(3),
    meetingId: consultation,
    functionId: 'boden-mottagning-vald',
    agenda: [words.ConsultationAgenda],
  };
  const { id: consultationCase } = await ok<{ id: string }>(sara.post('/api/v1/meetings/consultations', consulted));
  await world.settle();
  const anonymous = { heldOn: day(0), reminded: true, factsNoted: words.ConsultationFacts };
  await act(`/api/v1/meetings/${consultation}`, 'minutes', anonymous);
  const safetyPlanId = randomUUID();
  await ok(
    sara.post('/api/v1/safety-plans', {
      ...{ safetyPlanId, recordId, caseId, personId, reviewOn: day(30), madeTogether: true },
      ...{ warningSigns: [words.SafetySign], steps: [words.SafetyStep], places: [words.SafetyPlace] },
      contacts: [{ name: words.SafetyContact, way: 'vid dörren' }],
    }),
  );
  await world.settle();
  return {
    safetyPlanId: [safetyPlanId],
    meetingId: [meetingId, consultation],
    actionId: [actionId],
    decisionId: [decisionId],
    consultationCase,
    startsAt,
  };
};
