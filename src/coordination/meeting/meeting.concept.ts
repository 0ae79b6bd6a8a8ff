import type { Concept } from '#src/access/index';
import { meetingDecider, type MeetingCommand, type MeetingRefusal, type MeetingState } from './meeting.decider.js';
import { meetingEvents, type MeetingEvent } from './meeting.events.js';

/** A meeting is judged as a plan is: own record, assigned. */
export const meetingConcept: Concept<MeetingCommand, MeetingState, MeetingEvent, MeetingRefusal> = {
  name: 'meeting',
  subject: 'Plan',
  decider: meetingDecider,
  events: meetingEvents,
  refusals: {
    'meeting-unknown': { sv: 'Mötet finns inte.', en: 'The meeting does not exist.' },
    'meeting-exists': { sv: 'Mötet finns redan.', en: 'The meeting exists already.' },
    'meeting-cancelled': { sv: 'Mötet är inställt.', en: 'The meeting is cancelled.' },
    'meeting-held': { sv: 'Mötet är hållet. Rätta anteckningarna i stället.', en: 'The meeting was held. Correct the notes instead.' },
    'meeting-not-held': { sv: 'Mötet är inte hållet ännu.', en: 'The meeting has not been held yet.' },
    'meeting-about-nobody': {
      sv: 'Ange vem mötet gäller. Bara ett barnsamråd kan vara anonymt.',
      en: 'Say whom the meeting is about. Only a consultation about a child can be anonymous.',
      status: 422,
    },
    'confidentiality-not-reminded': {
      sv: 'Påminn alla om sekretessen innan något antecknas, och kryssa i att det är gjort.',
      en: 'Remind everybody of secrecy before anything is noted, and tick that it was done.',
      status: 422,
    },
    'not-safe-to-receive': {
      sv: 'Skicka ingenting förrän du har frågat om det är säkert att ta emot, och svaret är ja.',
      en: 'Send nothing until you have asked whether it is safe to receive, and the answer is yes.',
      status: 422,
    },
    'second-guardian-needs-reason': {
      sv: 'En vårdnadshavare är redan kallad. Skriv varför det är säkert att kalla båda.',
      en: 'One guardian is invited already. Write why it is safe to invite both.',
      status: 422,
    },
    'consultation-is-anonymous': {
      sv: 'Samrådet är anonymt. Koppla det till barnets akt när orosanmälan är gjord.',
      en: 'The consultation is anonymous. Link it to the child’s record when the concern report is made.',
    },
    'consultation-names-somebody': {
      sv: 'Ett barnsamråd är anonymt tills orosanmälan är gjord. Ta bort det som pekar ut någon.',
      en: 'A consultation about a child is anonymous until the concern report is made. Remove what points somebody out.',
      status: 422,
    },
    'consultation-is-named': { sv: 'Mötet är redan kopplat till en akt.', en: 'The meeting is linked to a record already.' },
    'report-not-received': {
      sv: 'Ingen orosanmälan finns i barnets akt. Ta emot anmälan först: samrådet är anonymt till dess.',
      en: 'No concern report stands in the child’s record. Receive the report first: until then the consultation is anonymous.',
      status: 422,
    },
    'action-unknown': { sv: 'Uppgiften finns inte i mötet.', en: 'The action is not of this meeting.' },
    'action-settled': { sv: 'Uppgiften är redan avslutad.', en: 'The action is settled already.' },
    'decision-unknown': { sv: 'Beslutet finns inte i mötet.', en: 'The decision is not of this meeting.' },
    'decision-is-no-intervention': {
      sv: 'Beslutet saknar insats, ansvarig funktion eller datum och kan inte bli en rad i planen.',
      en: 'The decision lacks intervention, responsible function or date and cannot become a line of the plan.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
