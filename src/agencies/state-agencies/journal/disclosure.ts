import { tellNote, tellRetraction } from '#libs/journal';
import { publisher, type Publish } from '#libs/shared-kernel';
import { concernReportFiled, informationGiven, referralMade, signalRecorded, violenceQuestionAsked } from '../contract/index.js';
import { stateAgenciesJournalEvents, type StateAgenciesJournalEvent } from './journal.events.js';

const toldOf = {
  'state-agencies.ViolenceQuestionAsked': violenceQuestionAsked,
  'state-agencies.SignalRecorded': signalRecorded,
  'state-agencies.InformationGiven': informationGiven,
  'state-agencies.ReferralMade': referralMade,
  'state-agencies.ConcernReportFiled': concernReportFiled,
};

/** That it was done, and when. The answer and the signs stay with the agency. */
const publish: Publish<StateAgenciesJournalEvent> = (event) => {
  switch (event.type) {
    case 'state-agencies.ViolenceQuestionAsked':
    case 'state-agencies.ViolenceQuestionCorrected':
      return tellNote(violenceQuestionAsked, event.data);
    case 'state-agencies.SignalRecorded':
    case 'state-agencies.SignalCorrected':
      return tellNote(signalRecorded, event.data);
    case 'state-agencies.InformationGiven':
    case 'state-agencies.InformationCorrected':
      return tellNote(informationGiven, event.data);
    case 'state-agencies.ReferralMade':
    case 'state-agencies.ReferralCorrected':
      return tellNote(referralMade, event.data);
    case 'state-agencies.ConcernReportFiled':
    case 'state-agencies.ConcernReportCorrected':
      return tellNote(concernReportFiled, event.data);
    case 'state-agencies.NoteRetracted':
      return tellRetraction(toldOf[event.data.type], event.data);
  }
};

export const stateAgenciesJournalPublisher = publisher(stateAgenciesJournalEvents, publish);
