import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

/** What peers may learn of support from the social services: what it is, who answers for it and how it goes. Never a note. */
export const supportPlanned = defineContract('social-services.SupportPlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportStarted = defineContract('social-services.SupportStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportInterrupted = defineContract('social-services.SupportInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportCompleted = defineContract('social-services.SupportCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);
