import type { RoomPart } from '#src/access/index';
import { meetingPublisher } from './disclosure.js';
import { CarryDecisionHandler } from './features/carry-decision.js';
import { ChangeMeetingHandler } from './features/change-meeting.js';
import { MeetingCheck } from './features/meeting-check.js';
import { OpenConsultationHandler, PlanMeetingHandler } from './features/plan-meeting.js';
import { ChildrenInOwnRecordsHandler, MeetingsInCaseHandler, OneMeetingHandler } from './features/read-meetings.js';
import { MeetingApi } from './meeting.api.js';
import { meetingEvents } from './meeting.events.js';
import { Meetings1700000105000 } from './meeting.migration.js';
import { meetingProjection } from './meeting.projection.js';
import { MeetingPartRow, MeetingRow, ToldOfChildRow } from './meeting.rows.js';
import { MeetingPages } from './screens/meeting-pages.js';
import { MeetingScreens } from './screens/meeting.screens.js';
import { ConsultationScreens, NewMeetingScreens } from './screens/new-meeting.screens.js';

/** Meetings over agencies: what is agreed together, each note owned by whoever wrote it. */
export const meetingParts: RoomPart = {
  // The form for a new one first: its address would else be taken for a meeting's id.
  controllers: [MeetingApi, NewMeetingScreens, ConsultationScreens, MeetingScreens],
  providers: [
    PlanMeetingHandler,
    OpenConsultationHandler,
    ChangeMeetingHandler,
    CarryDecisionHandler,
    MeetingsInCaseHandler,
    OneMeetingHandler,
    ChildrenInOwnRecordsHandler,
    MeetingCheck,
    MeetingPages,
  ],
  migrations: [Meetings1700000105000],
  entities: [MeetingRow, MeetingPartRow, ToldOfChildRow],
  projections: [meetingProjection],
  events: [meetingEvents],
  publishers: [meetingPublisher],
};
