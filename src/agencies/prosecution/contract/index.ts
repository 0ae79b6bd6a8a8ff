import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

/** What peers may learn of it: what it is, who answers for it and how it goes. Never a note. */
export const measurePlanned = defineContract('prosecution.MeasurePlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureStarted = defineContract('prosecution.MeasureStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureInterrupted = defineContract('prosecution.MeasureInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureCompleted = defineContract('prosecution.MeasureCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);
