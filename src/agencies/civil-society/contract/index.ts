import { TOLD_SHELTER, toldShelterFields } from '#libs/intervention';
import { defineContract } from '#libs/shared-kernel';

export * from './notes.js';

/** What peers may learn of it: what it is, who answers for it and how it goes, all of it as where she is. Never a note. */
export const supportPlanned = defineContract('civil-society.SupportPlanned', 1, TOLD_SHELTER, toldShelterFields);
export const supportStarted = defineContract('civil-society.SupportStarted', 1, TOLD_SHELTER, toldShelterFields);
export const supportInterrupted = defineContract('civil-society.SupportInterrupted', 1, TOLD_SHELTER, toldShelterFields);
export const supportCompleted = defineContract('civil-society.SupportCompleted', 1, TOLD_SHELTER, toldShelterFields);
