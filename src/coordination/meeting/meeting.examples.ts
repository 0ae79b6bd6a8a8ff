import type { MeetingCommand } from './meeting.decider.js';
import type { MeetingEvent } from './meeting.events.js';

/** Ids and a meeting that the specs share. */
const id = (number: number): string => `0b8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const ids = {
  ...{ meeting: id(1), record: id(2), case: id(3), exposed: id(4), mother: id(5), father: id(6), decision: id(7), action: id(8) },
  ...{ edition: id(9), other: id(10), plan: id(11), line: id(12), child: id(13), childRecord: id(14), childCase: id(15) },
};
type Of<T extends MeetingCommand['type']> = Extract<MeetingCommand, { type: T }>;

export const plan: Of<'PlanMeeting'> = {
  type: 'PlanMeeting',
  data: {
    ...{ meetingId: ids.meeting, editionId: ids.edition, ownerAgency: 'socialtjanst-boden', recordId: ids.record, caseId: ids.case },
    ...({ kind: 'sip', form: 'in-person' } as const),
    ...{ personId: ids.exposed, planId: ids.plan, startsAt: '2026-03-10T08:00:00.000Z', minutes: 60 },
    ...{ placeIsNeutral: false, invited: ['vardcentral-boden-kurator'], agenda: ['Vad är viktigast för dig?'] },
  },
};
const { personId: _, planId: __, ...nobody } = plan.data;
export const consult: Of<'PlanMeeting'> = { type: 'PlanMeeting', data: { ...nobody, kind: 'child-consultation' } };
export const planned: MeetingEvent = { type: 'coordination.MeetingPlanned', data: plan.data };
export const consulted: MeetingEvent = { type: 'coordination.MeetingPlanned', data: consult.data };

export const invite: Of<'InvitePerson'> = {
  type: 'InvitePerson',
  data: { personId: ids.exposed, invitedAs: 'individual', way: 'phone', safetyAskedOn: '2026-03-02' },
  safety: { safe: 'yes', hasReason: false },
};
export const guardian = (personId: string, hasReason = false): Of<'InvitePerson'> => ({
  type: 'InvitePerson',
  data: { ...invite.data, personId, invitedAs: 'guardian' },
  safety: { safe: 'yes', hasReason },
});
export const invited = ({ data }: Of<'InvitePerson'>): MeetingEvent => ({
  type: 'coordination.MeetingPersonInvited',
  data: { meetingId: ids.meeting, ...data },
});

export const hold: Of<'HoldMeeting'> = {
  type: 'HoldMeeting',
  data: {
    ...{ editionId: ids.other, heldOn: '2026-03-10', reminded: true, attendedFunctions: ['vardcentral-boden-kurator'] },
    ...{ attendedPersons: [ids.exposed], factsNoted: 'Hon sover inte.', assessmentsNoted: 'Vi tror att hon behöver stöd.' },
    decisions: [
      {
        decisionId: ids.decision,
        kind: 'counselling',
        personId: ids.exposed,
        responsibleFunction: 'boden-vald',
        responsibleKind: 'social-services',
        dueOn: '2026-04-01',
      },
    ],
    actions: [{ actionId: ids.action, responsibleFunction: 'boden-vald', responsibleKind: 'social-services', dueOn: '2026-03-17' }],
    words: { decisions: { [ids.decision]: 'Samtal varje vecka' }, actions: { [ids.action]: 'Boka tid' } },
  },
};
const about = { meetingId: ids.meeting, kind: 'sip' as const, personId: ids.exposed };
export const held: MeetingEvent = { type: 'coordination.MeetingHeld', data: { ...about, ...hold.data, reminded: true } };
/** The same minute with nobody in it. */
export const holdAnonymous: Of<'HoldMeeting'> = {
  type: 'HoldMeeting',
  data: { ...hold.data, attendedPersons: [], decisions: hold.data.decisions.map(({ personId: _one, ...decision }) => decision) },
};
const { personId: ___, ...aboutNobody } = about;
export const heldAnonymous: MeetingEvent = {
  type: 'coordination.MeetingHeld',
  data: { ...aboutNobody, kind: 'child-consultation', ...holdAnonymous.data, reminded: true },
};
export const settle = (outcome: Of<'SettleAction'>['data']['outcome']): Of<'SettleAction'> => ({
  type: 'SettleAction',
  data: { actionId: ids.action, outcome, settledOn: '2026-03-17' },
});
export const settled = (outcome: Of<'SettleAction'>['data']['outcome']): MeetingEvent => ({
  type: 'coordination.MeetingActionSettled',
  data: { ...about, ...settle(outcome).data },
});
export const carry: Of<'CarryDecision'> = { type: 'CarryDecision', data: { decisionId: ids.decision, planId: ids.plan, lineId: ids.line } };
export const carried: MeetingEvent = { type: 'coordination.MeetingDecisionCarried', data: { meetingId: ids.meeting, ...carry.data } };
export const nameIt: Of<'NameConsultation'> = {
  type: 'NameConsultation',
  data: { personId: ids.child, namedRecord: ids.childRecord, namedCase: ids.childCase, reportedOn: '2026-03-12' },
  reported: true,
};
export const named: MeetingEvent = { type: 'coordination.ConsultationNamed', data: { meetingId: ids.meeting, ...nameIt.data } };
export const cancel: Of<'CancelMeeting'> = { type: 'CancelMeeting', data: { reason: 'unsafe' } };
export const cancelled: MeetingEvent = { type: 'coordination.MeetingCancelled', data: { ...about, ...cancel.data } };
export const move: Of<'MoveMeeting'> = { type: 'MoveMeeting', data: { startsAt: '2026-03-11T08:00:00.000Z', minutes: 45 } };
export const moved: MeetingEvent = { type: 'coordination.MeetingMoved', data: { ...about, ...move.data } };
export const correct: Of<'CorrectNotes'> = {
  type: 'CorrectNotes',
  data: { editionId: ids.edition, reason: 'wrong-fact', factsNoted: 'Hon sover fyra timmar.', assessmentsNoted: '' },
};
export const corrected: MeetingEvent = { type: 'coordination.MeetingNotesCorrected', data: { meetingId: ids.meeting, ...correct.data } };
