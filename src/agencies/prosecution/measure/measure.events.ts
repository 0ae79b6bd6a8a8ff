import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Measures (åtgärder) of the prosecutor. Stored for ever. */
export const measureEvents = {
  planned: defineEvent('prosecution.MeasurePlanned', 1, ownInterventionFields),
  started: defineEvent('prosecution.MeasureStarted', 1, ownInterventionFields),
  interrupted: defineEvent('prosecution.MeasureInterrupted', 1, ownInterventionFields),
  completed: defineEvent('prosecution.MeasureCompleted', 1, ownInterventionFields),
};
export type MeasureEvent = EventUnion<typeof measureEvents>;
