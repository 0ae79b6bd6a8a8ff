import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Support (stöd) that the resource centre gives a person itself. Stored for ever. */
export const supportEvents = {
  planned: defineEvent('resource-centre.SupportPlanned', 1, ownInterventionFields),
  started: defineEvent('resource-centre.SupportStarted', 1, ownInterventionFields),
  interrupted: defineEvent('resource-centre.SupportInterrupted', 1, ownInterventionFields),
  completed: defineEvent('resource-centre.SupportCompleted', 1, ownInterventionFields),
};
export type SupportEvent = EventUnion<typeof supportEvents>;
