import { z } from 'zod';
import { concernReport, corrected, noted, retracted, words } from '#libs/journal';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const absence = {
  kind: open('child', z.enum(['sudden', 'repeated', 'long', 'after-holiday', 'left-school'])),
  since: open('child', z.iso.date().optional()),
  /** Before protection is judged, guardians who may use violence are not asked. */
  guardians: open('child', z.enum(['not-contacted', 'contacted'])),
  note: words,
};
const support = {
  kinds: open('child', z.array(z.enum(['counsellor', 'nurse', 'adapted-schooling', 'safe-adult', 'information'])).min(1)),
  note: words,
};

/** What school and its health team note. Stored for ever: never rename a type or a field, add a version. */
export const schoolJournalEvents = {
  absenceSignalled: defineEvent('school.AbsenceSignalled', 1, noted(absence)),
  absenceCorrected: defineEvent('school.AbsenceCorrected', 1, corrected(absence)),
  concernReportFiled: defineEvent('school.ConcernReportFiled', 1, noted(concernReport)),
  concernReportCorrected: defineEvent('school.ConcernReportCorrected', 1, corrected(concernReport)),
  supportGiven: defineEvent('school.SupportGiven', 1, noted(support)),
  supportCorrected: defineEvent('school.SupportCorrected', 1, corrected(support)),
  retracted: defineEvent(
    'school.NoteRetracted',
    1,
    retracted(['school.AbsenceSignalled', 'school.ConcernReportFiled', 'school.SupportGiven']),
  ),
};
export type SchoolJournalEvent = EventUnion<typeof schoolJournalEvents>;
