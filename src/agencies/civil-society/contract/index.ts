import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

export * from './notes.js';

/** What peers may learn of it: what it is, who answers for it and how it goes. Never a note. */
export const supportPlanned = defineContract('civil-society.SupportPlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportStarted = defineContract('civil-society.SupportStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportInterrupted = defineContract('civil-society.SupportInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportCompleted = defineContract('civil-society.SupportCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);
