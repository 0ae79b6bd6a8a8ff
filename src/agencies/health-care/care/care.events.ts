import { OF_HEALTH, ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** What care it is, and which clinic gives it, tells of her health. */
const fields = { ...ownInterventionFields, ...OF_HEALTH };

/** Care (insats) that health care gives. Stored for ever. */
export const careEvents = {
  planned: defineEvent('health-care.CarePlanned', 1, fields),
  started: defineEvent('health-care.CareStarted', 1, fields),
  interrupted: defineEvent('health-care.CareInterrupted', 1, fields),
  completed: defineEvent('health-care.CareCompleted', 1, fields),
};
export type CareEvent = EventUnion<typeof careEvents>;
