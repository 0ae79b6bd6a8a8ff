import { isSheltering } from '#libs/intervention';
import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { meetingActionSettled, meetingCalled, meetingCancelled, meetingHeld } from '../contract/index.js';
import { meetingEvents, type MeetingEvent } from './meeting.events.js';

const shelters = ({ kind }: { readonly kind?: string | undefined }): boolean => kind !== undefined && isSheltering(kind);

/**
 * Peers learn that there is a meeting, and what was decided: who does what, until when; of sheltered housing as where she is. Words, place, guests and what
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
      const all = decisions.map(({ decisionId: _, personId: __, ...decision }) => decision);
      const shelterDecisions = all.filter(shelters);
      const told = {
        ...{
          kind,
          heldOn,
          decisions: all.filter((decision) => !shelters(decision)),
          actions: actions.map(({ actionId: _, ...one }) => one),
        },
        ...(shelterDecisions.length === 0 ? {} : { shelterDecisions }),
      };
      return [tell(meetingHeld, meetingId, told, personId)];
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
