import { tellNote, tellRetraction } from '#libs/journal';
import { publisher, type Publish } from '#libs/shared-kernel';
import { absenceSignalled, concernReportFiled, supportGiven } from '../contract/index.js';
import { schoolJournalEvents, type SchoolJournalEvent } from './journal.events.js';

const toldOf = {
  'school.AbsenceSignalled': absenceSignalled,
  'school.ConcernReportFiled': concernReportFiled,
  'school.SupportGiven': supportGiven,
};

/** That it was done, and when; nothing of what. */
const publish: Publish<SchoolJournalEvent> = (event) => {
  switch (event.type) {
    case 'school.AbsenceSignalled':
    case 'school.AbsenceCorrected':
      return tellNote(absenceSignalled, event.data);
    case 'school.ConcernReportFiled':
    case 'school.ConcernReportCorrected':
      return tellNote(concernReportFiled, event.data);
    case 'school.SupportGiven':
    case 'school.SupportCorrected':
      return tellNote(supportGiven, event.data);
    case 'school.NoteRetracted':
      return tellRetraction(toldOf[event.data.type], event.data);
  }
};

export const schoolJournalPublisher = publisher(schoolJournalEvents, publish);
