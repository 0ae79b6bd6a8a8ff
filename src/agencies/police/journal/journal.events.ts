import { z } from 'zod';
import { corrected, noted, OFFER_OUTCOMES, retracted, SUPPORT_AT, words } from '#libs/journal';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const referral = {
  to: open('support', z.array(z.enum(SUPPORT_AT)).min(1)),
  outcome: open('support', z.enum(OFFER_OUTCOMES)),
  note: words,
};
const informed = {
  of: open('support', z.array(z.enum(['contact-ban', 'support-person', 'injured-party-counsel', 'protected-data', 'damages'])).min(1)),
  interpreter: open('support', z.boolean()),
  note: words,
};

/** What the police notes beside reports and measures. A risk assessment has a room of its own. Stored for ever. */
export const policeJournalEvents = {
  referralOffered: defineEvent('police.ReferralOffered', 1, noted(referral)),
  referralOfferCorrected: defineEvent('police.ReferralOfferCorrected', 1, corrected(referral)),
  informed: defineEvent('police.InjuredPartyInformed', 1, noted(informed)),
  informedCorrected: defineEvent('police.InjuredPartyInformationCorrected', 1, corrected(informed)),
  retracted: defineEvent('police.NoteRetracted', 1, retracted(['police.ReferralOffered', 'police.InjuredPartyInformed'])),
};
export type PoliceJournalEvent = EventUnion<typeof policeJournalEvents>;
