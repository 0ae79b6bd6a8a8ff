import { proceedingFields } from '#libs/proceeding';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';
import { specialRepresentativeFacts } from './special-representative.facts.js';

const fields = proceedingFields(specialRepresentativeFacts);

/** A special representative for a child. Each event carries the whole as it then stood. Stored for ever. */
export const specialRepresentativeEvents = {
  requested: defineEvent('prosecution.SpecialRepresentativeRequested', 1, fields),
  appointed: defineEvent('prosecution.SpecialRepresentativeAppointed', 1, fields),
  refused: defineEvent('prosecution.SpecialRepresentativeRefused', 1, fields),
  ended: defineEvent('prosecution.SpecialRepresentativeEnded', 1, fields),
};
export type SpecialRepresentativeEvent = EventUnion<typeof specialRepresentativeEvents>;
