import { z } from 'zod';
import { OFFER_OUTCOMES, told } from '#libs/journal';
import { defineContract, open } from '#libs/shared-kernel';

/** A referral to support was offered, and what was answered. */
export const referralOffered = defineContract(
  'police.ReferralOffered',
  1,
  { rowClass: 'support', thing: 'note' },
  told({ outcome: open('support', z.enum(OFFER_OUTCOMES).optional()) }),
);
export const injuredPartyInformed = defineContract('police.InjuredPartyInformed', 1, { rowClass: 'support', thing: 'note' }, told({}));
