import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { meetingEvents, type MeetingEvent } from './meeting.events.js';

const MEETINGS = 'views.meetings';
const PARTS = 'views.meeting_parts';
const codec = new Codec<MeetingEvent>(meetingEvents);

/** One row for each meeting, and one for each guest, decision and action of it. A consultation that is named moves with all its parts. */
export const meetingProjection: Projection = {
  name: 'view:meetings',
  version: 1,
  tables: [MEETINGS, PARTS],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, revision, metadata } = codec.decode(stored);
    const whole = { meeting_id: event.data.meetingId };
    const home = { owner_agency: metadata['agency'], record_id: metadata['record'], case_id: metadata['case'] };
    const part = (partId: string, kind: 'guest' | 'decision' | 'action', facts: object, note: unknown = null) =>
      put(PARTS, { ...whole, part_id: partId }, { ...home, part: kind, facts, note });
    const row = (change: Record<string, unknown>) => patch(MEETINGS, whole, { ...change, revision });
    switch (event.type) {
      case 'coordination.MeetingPlanned': {
        const { kind, personId, planId, startsAt, minutes, form, place, placeIsNeutral, invited, agenda } = event.data;
        const facts = { kind, form, place: place ?? null, place_is_neutral: placeIsNeutral, invited, agenda };
        const about = { person_id: personId ?? null, plan_id: planId ?? null, saved_by: metadata['staff'] };
        const when = { starts_at: startsAt, minutes, sequence: 0 };
        return [put(MEETINGS, whole, { ...home, ...about, ...facts, ...when, status: 'planned', revision })];
      }
      case 'coordination.MeetingMoved':
        // Revisions rise: a calendar asks no more of its numbers than that.
        return [row({ starts_at: event.data.startsAt, minutes: event.data.minutes, sequence: revision })];
      case 'coordination.MeetingCancelled':
        return [row({ status: 'cancelled', cancel_reason: event.data.reason, sequence: revision })];
      case 'coordination.MeetingPersonInvited': {
        const { personId, invitedAs, way, safetyAskedOn, secondGuardianReason } = event.data;
        return [part(personId, 'guest', { invitedAs, way, safetyAskedOn }, secondGuardianReason), row({})];
      }
      case 'coordination.MeetingHeld': {
        const { heldOn, attendedFunctions, attendedPersons, factsNoted, assessmentsNoted, words, decisions, actions } = event.data;
        const attendance = { attended_functions: attendedFunctions, attended_persons: attendedPersons };
        return [
          row({ status: 'held', held_on: heldOn, ...attendance, facts_noted: factsNoted, assessments_noted: assessmentsNoted, words }),
          ...decisions.map(({ decisionId, responsibleKind: _, ...facts }) => part(decisionId, 'decision', facts)),
          ...actions.map(({ actionId, responsibleKind: _, ...facts }) => part(actionId, 'action', facts)),
        ];
      }
      case 'coordination.MeetingNotesCorrected': {
        const { factsNoted, assessmentsNoted, reason } = event.data;
        return [row({ facts_noted: factsNoted, assessments_noted: assessmentsNoted, corrected_reason: reason })];
      }
      case 'coordination.MeetingActionSettled': {
        const { actionId, outcome, settledOn, note } = event.data;
        return [patch(PARTS, { ...whole, part_id: actionId }, { outcome, settled_on: settledOn, note: note ?? null }), row({})];
      }
      case 'coordination.MeetingDecisionCarried':
        return [patch(PARTS, { ...whole, part_id: event.data.decisionId }, { plan_line: event.data.lineId }), row({})];
      case 'coordination.ConsultationNamed': {
        const { personId, namedRecord, namedCase, reportedOn } = event.data;
        const moved = { record_id: namedRecord, case_id: namedCase };
        return [row({ ...moved, person_id: personId, reported_on: reportedOn }), patch(PARTS, whole, moved)];
      }
    }
  },
};
