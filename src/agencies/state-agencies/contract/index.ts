import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

export * from './notes.js';

/** What peers may learn of it: what it is, who answers for it and how it goes. Never a note. */
export const measurePlanned = defineContract('state-agencies.MeasurePlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureStarted = defineContract('state-agencies.MeasureStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureInterrupted = defineContract('state-agencies.MeasureInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureCompleted = defineContract('state-agencies.MeasureCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);
