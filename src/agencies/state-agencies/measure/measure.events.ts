import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Measures (åtgärder) of a state agency: Försäkringskassan, Arbetsförmedlingen, Migrationsverket. Stored for ever. */
export const measureEvents = {
  planned: defineEvent('state-agencies.MeasurePlanned', 1, ownInterventionFields),
  started: defineEvent('state-agencies.MeasureStarted', 1, ownInterventionFields),
  interrupted: defineEvent('state-agencies.MeasureInterrupted', 1, ownInterventionFields),
  completed: defineEvent('state-agencies.MeasureCompleted', 1, ownInterventionFields),
};
export type MeasureEvent = EventUnion<typeof measureEvents>;
