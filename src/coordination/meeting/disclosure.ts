import { interventionKind } from '#config/interventions';
import { tellsWhere } from '#libs/intervention';
import { derivedId, publisher, tell, type Publish } from '#libs/shared-kernel';
import { meetingActionSettled, meetingCalled, meetingCancelled, meetingDecided, meetingHeld } from '../contract/index.js';
import { meetingEvents, type MeetingAction, type MeetingDecision, type MeetingEvent } from './meeting.events.js';

const decisionsByClass = (decisions: readonly MeetingDecision[]) => {
  const told = (where: boolean) =>
    decisions
      .filter((one) => tellsWhere(one, interventionKind) === where)
      .map(({ decisionId: _, personId: __, responsibleKind: ___, ...decision }) => decision);
  const shelterDecisions = told(true);
  return { decisions: told(false), ...(shelterDecisions.length === 0 ? {} : { shelterDecisions }) };
};
const actionsByClass = (actions: readonly MeetingAction[]) => {
  const told = (where: boolean) =>
    actions.filter((one) => tellsWhere(one, interventionKind) === where).map(({ actionId: _, responsibleKind: __, ...action }) => action);
  const shelterActions = told(true);
  return { actions: told(false), ...(shelterActions.length === 0 ? {} : { shelterActions }) };
};

/**
 * Peers learn that there is a meeting, and what was decided: who does what, until when; when it is, and what is a shelter's to do, as
 * where she is; and for somebody else as about that person, since her consent opens nobody else's (OSL 12:2). Words, place, guests and what
 * anybody thought stay with whoever wrote them. Of a consultation about a child nothing leaves while it is anonymous.
 */
const publishMeeting: Publish<MeetingEvent> = (event) => {
  switch (event.type) {
    case 'coordination.MeetingPlanned':
    case 'coordination.MeetingMoved': {
      const { meetingId, kind, personId, startsAt } = event.data;
      return personId === undefined ? [] : [tell(meetingCalled, meetingId, { kind, startsAt }, personId)];
    }
    case 'coordination.MeetingCancelled': {
      const { meetingId, kind, personId, reason } = event.data;
      return personId === undefined ? [] : [tell(meetingCancelled, meetingId, { kind, reason }, personId)];
    }
    case 'coordination.MeetingHeld': {
      const { meetingId, kind, personId, heldOn, decisions, actions } = event.data;
      if (personId === undefined) return [];
      const decidedFor = (who: string) => decisionsByClass(decisions.filter((one) => (one.personId ?? personId) === who));
      const others = [...new Set(decisions.map((one) => one.personId ?? personId))].filter((who) => who !== personId);
      const held = { kind, heldOn, ...decidedFor(personId), ...actionsByClass(actions) };
      return [
        tell(meetingHeld, meetingId, held, personId),
        ...others.map((who) =>
          tell(meetingDecided, derivedId('meeting-decisions', meetingId, who), { decidedOn: heldOn, ...decidedFor(who) }, who),
        ),
      ];
    }
    case 'coordination.MeetingActionSettled': {
      const { meetingId, kind, personId, outcome, settledOn } = event.data;
      return personId === undefined ? [] : [tell(meetingActionSettled, meetingId, { kind, outcome, settledOn }, personId)];
    }
    case 'coordination.MeetingPersonInvited':
    case 'coordination.MeetingNotesCorrected':
    case 'coordination.MeetingDecisionCarried':
    case 'coordination.ConsultationNamed':
      return [];
  }
};

export const meetingPublisher = publisher(meetingEvents, publishMeeting);
