import type { PreviewReferralInput } from './referral.input.js';

export const REFERRALS_PAGE = '/workspace/referrals';
export const referralPage = (referralId: string): string => `${REFERRALS_PAGE}/${referralId}`;

/** Where the social services take in a concern report: a record of its own for each child. */
export const takeReportPage = (referralId: string): string => `/workspace/social-services/concerns/take/${referralId}`;

type Draft = Pick<
  PreviewReferralInput,
  'caseId' | 'recordId' | 'fromFunction' | 'toFunction' | 'ground' | 'consentId' | 'purpose' | 'personIds' | 'classes'
>;
/** The print page of a draft, by ids only: free text never stands in an address. */
export const printUrl = ({ caseId, fromFunction, toFunction, ground, consentId, purpose, personIds, classes }: Draft): string => {
  const query = new URLSearchParams({
    caseId,
    step: 'print',
    fromFunction,
    toFunction,
    ground,
    purpose,
    ...(consentId ? { consentId } : {}),
  });
  for (const personId of personIds) query.append('personIds', personId);
  for (const cls of classes) if (cls !== 'free-text') query.append('classes', cls);
  return `${REFERRALS_PAGE}/new?${query.toString()}`;
};
