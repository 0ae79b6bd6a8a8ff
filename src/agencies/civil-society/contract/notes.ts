import { told } from '#libs/journal';
import { defineContract } from '#libs/shared-kernel';

const shape = { rowClass: 'support', thing: 'note' } as const;

/** That there was a contact, support or an offer, and when. Never where, nor what was said. That a shelter offered a place tells where she may be. */
export const contactTaken = defineContract('civil-society.ContactTaken', 1, shape, told({}));
export const supportGiven = defineContract('civil-society.SupportGiven', 1, shape, told({}));
export const shelterPlaceOffered = defineContract('civil-society.ShelterPlaceOffered', 1, { ...shape, rowClass: 'location' }, told({}));
