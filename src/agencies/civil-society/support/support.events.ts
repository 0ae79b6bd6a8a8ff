import { ownShelterFields } from '#libs/intervention';
import { defineEvent, type EventUnion } from '#libs/shared-kernel';

/** Support (stöd) that an organisation outside OSL gives, by consent. Stored for ever. */
export const supportEvents = {
  planned: defineEvent('civil-society.SupportPlanned', 1, ownShelterFields),
  started: defineEvent('civil-society.SupportStarted', 1, ownShelterFields),
  interrupted: defineEvent('civil-society.SupportInterrupted', 1, ownShelterFields),
  completed: defineEvent('civil-society.SupportCompleted', 1, ownShelterFields),
};
export type SupportEvent = EventUnion<typeof supportEvents>;
