import { proceedingFields } from '#libs/proceeding';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';
import { breachFacts } from './breach.facts.js';

const fields = proceedingFields(breachFacts);

/** A breach of a contact ban. Each event carries the whole as it then stood. Stored for ever. */
export const breachEvents = {
  registered: defineEvent('police.ContactBanBreachRegistered', 1, fields),
  retracted: defineEvent('police.ContactBanBreachRetracted', 1, fields),
};
export type BreachEvent = EventUnion<typeof breachEvents>;
