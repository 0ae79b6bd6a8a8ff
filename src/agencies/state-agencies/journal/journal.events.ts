import { z } from 'zod';
import { concernReport, corrected, noted, OFFER_OUTCOMES, QUESTION_OUTCOMES, retracted, SUPPORT_AT, words } from '#libs/journal';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const question = { outcome: open('risk', z.enum(QUESTION_OUTCOMES)), note: words };
const signal = {
  signs: open(
    'risk',
    z.array(z.enum(['afraid', 'injuries', 'somebody-speaks-for-her', 'economy-controlled', 'hidden-address', 'threats', 'honour'])).min(1),
  ),
  note: words,
};
const information = {
  of: open(
    'support',
    z.array(z.enum(['social-services', 'health-care', 'support-organisations', 'helpline', 'police', 'own-rights'])).min(1),
  ),
  interpreter: open('support', z.boolean()),
  note: words,
};
const referral = {
  to: open('support', z.array(z.enum(SUPPORT_AT)).min(1)),
  outcome: open('support', z.enum(OFFER_OUTCOMES)),
  note: words,
};

/** What a case officer of a state agency notes. Stored for ever: never rename a type or a field, add a version. */
export const stateAgenciesJournalEvents = {
  questionAsked: defineEvent('state-agencies.ViolenceQuestionAsked', 1, noted(question)),
  questionCorrected: defineEvent('state-agencies.ViolenceQuestionCorrected', 1, corrected(question)),
  signalRecorded: defineEvent('state-agencies.SignalRecorded', 1, noted(signal)),
  signalCorrected: defineEvent('state-agencies.SignalCorrected', 1, corrected(signal)),
  informationGiven: defineEvent('state-agencies.InformationGiven', 1, noted(information)),
  informationCorrected: defineEvent('state-agencies.InformationCorrected', 1, corrected(information)),
  referralMade: defineEvent('state-agencies.ReferralMade', 1, noted(referral)),
  referralCorrected: defineEvent('state-agencies.ReferralCorrected', 1, corrected(referral)),
  concernReportFiled: defineEvent('state-agencies.ConcernReportFiled', 1, noted(concernReport)),
  concernReportCorrected: defineEvent('state-agencies.ConcernReportCorrected', 1, corrected(concernReport)),
  retracted: defineEvent(
    'state-agencies.NoteRetracted',
    1,
    retracted([
      'state-agencies.ViolenceQuestionAsked',
      'state-agencies.SignalRecorded',
      'state-agencies.InformationGiven',
      'state-agencies.ReferralMade',
      'state-agencies.ConcernReportFiled',
    ]),
  ),
};
export type StateAgenciesJournalEvent = EventUnion<typeof stateAgenciesJournalEvents>;
