import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Support (stöd) at school and from student health. Stored for ever. */
export const supportEvents = {
  planned: defineEvent('school.SupportPlanned', 1, ownInterventionFields),
  started: defineEvent('school.SupportStarted', 1, ownInterventionFields),
  interrupted: defineEvent('school.SupportInterrupted', 1, ownInterventionFields),
  completed: defineEvent('school.SupportCompleted', 1, ownInterventionFields),
};
export type SupportEvent = EventUnion<typeof supportEvents>;
