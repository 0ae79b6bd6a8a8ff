import { tellNote, tellRetraction } from '#libs/journal';
import { publisher, type Publish } from '#libs/shared-kernel';
import {
  childNeedNoted,
  concernReportFiled,
  exposureIdentified,
  injuryDocumented,
  sipCalled,
  violenceQuestionAsked,
} from '../contract/index.js';
import { healthCareJournalEvents, type HealthCareJournalEvent } from './journal.events.js';

const toldOf = {
  'health-care.ViolenceQuestionAsked': violenceQuestionAsked,
  'health-care.ExposureIdentified': exposureIdentified,
  'health-care.InjuryDocumented': injuryDocumented,
  'health-care.ChildNeedNoted': childNeedNoted,
  'health-care.ConcernReportFiled': concernReportFiled,
  'health-care.SipCalled': sipCalled,
};

/** That it was done, and when. What she answered, what was seen and every word stay in health care. */
const publish: Publish<HealthCareJournalEvent> = (event) => {
  switch (event.type) {
    case 'health-care.ViolenceQuestionAsked':
    case 'health-care.ViolenceQuestionCorrected':
      return tellNote(violenceQuestionAsked, event.data);
    case 'health-care.ExposureIdentified':
    case 'health-care.ExposureCorrected':
      return tellNote(exposureIdentified, event.data, { ongoing: event.data.ongoing });
    case 'health-care.InjuryDocumented':
    case 'health-care.InjuryCorrected':
      return tellNote(injuryDocumented, event.data, { strangulation: event.data.strangulation });
    case 'health-care.ChildNeedNoted':
    case 'health-care.ChildNeedCorrected':
      return tellNote(childNeedNoted, event.data);
    case 'health-care.ConcernReportFiled':
    case 'health-care.ConcernReportCorrected':
      return tellNote(concernReportFiled, event.data);
    case 'health-care.SipCalled':
    case 'health-care.SipCallCorrected':
      return tellNote(sipCalled, event.data, { meetingOn: event.data.meetingOn });
    case 'health-care.NoteRetracted':
      return tellRetraction(toldOf[event.data.type], event.data);
  }
};

export const healthCareJournalPublisher = publisher(healthCareJournalEvents, publish);
