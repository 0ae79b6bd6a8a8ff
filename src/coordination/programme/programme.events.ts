import { proceedingFields } from '#libs/proceeding';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';
import { partnerContactFacts, programmeFacts, riskChangeFacts } from './programme.facts.js';

const fields = proceedingFields(programmeFacts);
const contactFields = proceedingFields(partnerContactFacts);
const changeFields = proceedingFields(riskChangeFacts);

/** Work with a violence user, in his own record at whichever agency does it. Each event carries the whole as it then stood. Stored for ever. */
export const programmeEvents = {
  contacted: defineEvent('coordination.ViolenceUserContacted', 1, fields),
  offered: defineEvent('coordination.ProgrammeOffered', 1, fields),
  accepted: defineEvent('coordination.ProgrammeAccepted', 1, fields),
  declined: defineEvent('coordination.ProgrammeDeclined', 1, fields),
  dropped: defineEvent('coordination.ProgrammeDropped', 1, fields),
  completed: defineEvent('coordination.ProgrammeCompleted', 1, fields),
};
export type ProgrammeEvent = EventUnion<typeof programmeEvents>;

export const partnerContactEvents = {
  registered: defineEvent('coordination.PartnerSafetyContacted', 1, contactFields),
  retracted: defineEvent('coordination.PartnerSafetyContactRetracted', 1, contactFields),
};
export type PartnerContactEvent = EventUnion<typeof partnerContactEvents>;

export const riskChangeEvents = {
  registered: defineEvent('coordination.ViolenceUserRiskChanged', 1, changeFields),
  retracted: defineEvent('coordination.ViolenceUserRiskChangeRetracted', 1, changeFields),
};
export type RiskChangeEvent = EventUnion<typeof riskChangeEvents>;
