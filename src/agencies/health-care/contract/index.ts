import { OF_HEALTH, TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

export * from './notes.js';

/** What care it is, and which clinic gives it, tells of her health. */
const fields = { ...toldInterventionFields, ...OF_HEALTH };

/** What peers may learn of care from health care: what it is, who answers for it and how it goes. Never a note. */
export const carePlanned = defineContract('health-care.CarePlanned', 1, TOLD_INTERVENTION, fields);
export const careStarted = defineContract('health-care.CareStarted', 1, TOLD_INTERVENTION, fields);
export const careInterrupted = defineContract('health-care.CareInterrupted', 1, TOLD_INTERVENTION, fields);
export const careCompleted = defineContract('health-care.CareCompleted', 1, TOLD_INTERVENTION, fields);
