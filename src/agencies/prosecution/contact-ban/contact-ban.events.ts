import { proceedingFields } from '#libs/proceeding';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';
import { contactBanFacts } from './contact-ban.facts.js';

const fields = proceedingFields(contactBanFacts);

/** A contact ban, from decision to end. Each event carries the whole as it then stood. Stored for ever. */
export const contactBanEvents = {
  issued: defineEvent('prosecution.ContactBanIssued', 1, fields),
  extended: defineEvent('prosecution.ContactBanExtended', 1, fields),
  reviewRequested: defineEvent('prosecution.ContactBanReviewRequested', 1, fields),
  heard: defineEvent('prosecution.ContactBanHeard', 1, fields),
  expired: defineEvent('prosecution.ContactBanExpired', 1, fields),
  lifted: defineEvent('prosecution.ContactBanLifted', 1, fields),
};
export type ContactBanEvent = EventUnion<typeof contactBanEvents>;
