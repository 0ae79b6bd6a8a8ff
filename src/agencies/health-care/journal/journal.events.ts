import { z } from 'zod';
import { concernReport, corrected, noted, QUESTION_OUTCOMES, retracted, words, YES_NO_UNKNOWN } from '#libs/journal';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const question = {
  outcome: open('health', z.enum(QUESTION_OUTCOMES)),
  setting: open('health', z.enum(['primary-care', 'emergency', 'maternity', 'psychiatry', 'dental', 'other'])),
  note: words,
};
const exposure = {
  kinds: open('health', z.array(z.enum(['physical', 'psychological', 'sexual', 'latent', 'economic', 'honour', 'witnessed'])).min(1)),
  how: open('health', z.enum(['answered-question', 'told-unasked', 'signs-seen', 'told-by-another'])),
  ongoing: open('risk', z.enum(YES_NO_UNKNOWN)),
  note: words,
};
const injury = {
  documentedBy: open('health', z.array(z.enum(['examination', 'body-map', 'photographs', 'forensic-certificate'])).min(1)),
  strangulation: open('risk', z.enum(YES_NO_UNKNOWN)),
  note: words,
};
const childNeed = {
  need: open('child', z.array(z.enum(['information', 'advice', 'support', 'own-contact'])).min(1)),
  note: words,
};
const sip = {
  calledTo: open('plan', z.array(z.enum(['social-services', 'school', 'other'])).min(1)),
  meetingOn: open('plan', z.iso.date().optional()),
  note: words,
};

/** What health care notes beside its care. Stored for ever: never rename a type or a field, add a version. */
export const healthCareJournalEvents = {
  questionAsked: defineEvent('health-care.ViolenceQuestionAsked', 1, noted(question)),
  questionCorrected: defineEvent('health-care.ViolenceQuestionCorrected', 1, corrected(question)),
  exposureIdentified: defineEvent('health-care.ExposureIdentified', 1, noted(exposure)),
  exposureCorrected: defineEvent('health-care.ExposureCorrected', 1, corrected(exposure)),
  injuryDocumented: defineEvent('health-care.InjuryDocumented', 1, noted(injury)),
  injuryCorrected: defineEvent('health-care.InjuryCorrected', 1, corrected(injury)),
  childNeedNoted: defineEvent('health-care.ChildNeedNoted', 1, noted(childNeed)),
  childNeedCorrected: defineEvent('health-care.ChildNeedCorrected', 1, corrected(childNeed)),
  concernReportFiled: defineEvent('health-care.ConcernReportFiled', 1, noted(concernReport)),
  concernReportCorrected: defineEvent('health-care.ConcernReportCorrected', 1, corrected(concernReport)),
  sipCalled: defineEvent('health-care.SipCalled', 1, noted(sip)),
  sipCallCorrected: defineEvent('health-care.SipCallCorrected', 1, corrected(sip)),
  retracted: defineEvent(
    'health-care.NoteRetracted',
    1,
    retracted([
      'health-care.ViolenceQuestionAsked',
      'health-care.ExposureIdentified',
      'health-care.InjuryDocumented',
      'health-care.ChildNeedNoted',
      'health-care.ConcernReportFiled',
      'health-care.SipCalled',
    ]),
  ),
};
export type HealthCareJournalEvent = EventUnion<typeof healthCareJournalEvents>;
