import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Support (insats) that the social services give. Stored for ever. */
export const supportEvents = {
  planned: defineEvent('social-services.SupportPlanned', 1, ownInterventionFields),
  started: defineEvent('social-services.SupportStarted', 1, ownInterventionFields),
  interrupted: defineEvent('social-services.SupportInterrupted', 1, ownInterventionFields),
  completed: defineEvent('social-services.SupportCompleted', 1, ownInterventionFields),
};
export type SupportEvent = EventUnion<typeof supportEvents>;
