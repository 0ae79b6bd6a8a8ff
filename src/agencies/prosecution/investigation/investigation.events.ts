import { proceedingFields } from '#libs/proceeding';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';
import { investigationFacts } from './investigation.facts.js';

const fields = proceedingFields(investigationFacts);

/** A preliminary investigation, from its opening to a judgment. Each event carries the whole as it then stood. Stored for ever. */
export const investigationEvents = {
  opened: defineEvent('prosecution.InvestigationOpened', 1, fields),
  discontinued: defineEvent('prosecution.InvestigationDiscontinued', 1, fields),
  resumed: defineEvent('prosecution.InvestigationResumed', 1, fields),
  charged: defineEvent('prosecution.ChargesBrought', 1, fields),
  judged: defineEvent('prosecution.JudgmentGiven', 1, fields),
};
export type InvestigationEvent = EventUnion<typeof investigationEvents>;
