import { interventionKind } from '#config/interventions';
import { tasksByClass } from '#libs/intervention';
import { derivedId, publisher, tell, type Publish } from '#libs/shared-kernel';
import {
  ACTIONS_OF,
  DECISIONS_OF,
  meetingActionSettled,
  meetingCalled,
  meetingCancelled,
  meetingDecided,
  meetingHeld,
} from '../contract/index.js';
import { meetingEvents, type MeetingAction, type MeetingDecision, type MeetingEvent } from './meeting.events.js';

const decisionsByClass = (all: readonly MeetingDecision[]) => ({
  decisions: [],
  ...tasksByClass(all, interventionKind, DECISIONS_OF, ({ decisionId: _, personId: __, responsibleKind: ___, ...decision }) => decision),
});
const actionsByClass = (all: readonly MeetingAction[]) => ({
  actions: [],
  ...tasksByClass(all, interventionKind, ACTIONS_OF, ({ actionId: _, responsibleKind: __, ...action }) => action),
});

/**
 * Peers learn that there is a meeting, and what was decided: who does what, until when, each as what it tells of; when it is, and what is a shelter's to do, as
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
