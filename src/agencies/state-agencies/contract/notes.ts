import { told } from '#libs/journal';
import { defineContract } from '#libs/shared-kernel';

/** That it was done, and when: with whom she has to do is secret already, and nothing of what was seen or said crosses. */
export const violenceQuestionAsked = defineContract(
  'state-agencies.ViolenceQuestionAsked',
  1,
  { rowClass: 'risk', thing: 'note' },
  told({}),
);
export const signalRecorded = defineContract('state-agencies.SignalRecorded', 1, { rowClass: 'risk', thing: 'note' }, told({}));
export const informationGiven = defineContract('state-agencies.InformationGiven', 1, { rowClass: 'support', thing: 'note' }, told({}));
export const referralMade = defineContract('state-agencies.ReferralMade', 1, { rowClass: 'support', thing: 'note' }, told({}));
export const concernReportFiled = defineContract('state-agencies.ConcernReportFiled', 1, { rowClass: 'child', thing: 'note' }, told({}));
