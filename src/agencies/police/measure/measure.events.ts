import { ownInterventionFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Protective measures (åtgärder) of the police. Stored for ever. */
export const measureEvents = {
  planned: defineEvent('police.MeasurePlanned', 1, ownInterventionFields),
  started: defineEvent('police.MeasureStarted', 1, ownInterventionFields),
  interrupted: defineEvent('police.MeasureInterrupted', 1, ownInterventionFields),
  completed: defineEvent('police.MeasureCompleted', 1, ownInterventionFields),
};
export type MeasureEvent = EventUnion<typeof measureEvents>;
