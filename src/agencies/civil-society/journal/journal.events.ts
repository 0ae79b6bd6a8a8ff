import { z } from 'zod';
import { corrected, noted, retracted, words } from '#libs/journal';
import { defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const contact = {
  way: open('support', z.enum(['phone', 'chat', 'meeting', 'other'])),
  /** She may stay anonymous to the organisation too: the person in the record then has no name of her own. */
  anonymous: open('support', z.boolean()),
  concerns: open('support', z.array(z.enum(['violence', 'honour', 'stalking', 'custody', 'economy', 'shelter'])).min(1)),
  note: words,
};
const support = {
  kinds: open('support', z.array(z.enum(['talks', 'accompanying', 'advice', 'group', 'child-activity'])).min(1)),
  note: words,
};
/** Never where the place is, and no words that could tell it. */
const shelter = {
  answer: open('support', z.enum(['accepted', 'declined', 'wants-to-think'])),
  withChildren: open('support', z.boolean()),
};

/** What a support organisation notes. Stored for ever: never rename a type or a field, add a version. */
export const civilSocietyJournalEvents = {
  contactTaken: defineEvent('civil-society.ContactTaken', 1, noted(contact)),
  contactCorrected: defineEvent('civil-society.ContactCorrected', 1, corrected(contact)),
  supportGiven: defineEvent('civil-society.SupportGiven', 1, noted(support)),
  supportCorrected: defineEvent('civil-society.SupportCorrected', 1, corrected(support)),
  shelterOffered: defineEvent('civil-society.ShelterPlaceOffered', 1, noted(shelter)),
  shelterOfferCorrected: defineEvent('civil-society.ShelterPlaceOfferCorrected', 1, corrected(shelter)),
  retracted: defineEvent(
    'civil-society.NoteRetracted',
    1,
    retracted(['civil-society.ContactTaken', 'civil-society.SupportGiven', 'civil-society.ShelterPlaceOffered']),
  ),
};
export type CivilSocietyJournalEvent = EventUnion<typeof civilSocietyJournalEvents>;
