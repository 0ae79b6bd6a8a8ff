import type { PreviewReferralInput } from './referral.input.js';

export const REFERRALS_PAGE = '/workspace/referrals';
export const referralPage = (referralId: string): string => `${REFERRALS_PAGE}/${referralId}`;

/** The print page of a draft, by ids only: free text never stands in an address. */
export const printUrl = ({
  caseId,
  recordId,
  toFunction,
  ground,
  purpose,
  personIds,
  classes,
}: Pick<PreviewReferralInput, 'caseId' | 'recordId' | 'toFunction' | 'ground' | 'purpose' | 'personIds' | 'classes'>): string => {
  const query = new URLSearchParams({ caseId, recordId, toFunction, ground, purpose });
  for (const personId of personIds) query.append('personIds', personId);
  for (const cls of classes) if (cls !== 'free-text') query.append('classes', cls);
  return `${REFERRALS_PAGE}/new?${query.toString()}&step=print`;
};
