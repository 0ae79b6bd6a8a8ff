import { told } from '#libs/journal';
import { defineContract } from '#libs/shared-kernel';

/** That she was with a shelter on a day tells where to look for her, as that she was offered a place there does. */
const shape = { rowClass: 'location', thing: 'note' } as const;

/** That there was a contact, support or an offer, and when. Never where, nor what was said. */
export const contactTaken = defineContract('civil-society.ContactTaken', 1, shape, told({}));
export const supportGiven = defineContract('civil-society.SupportGiven', 1, shape, told({}));
export const shelterPlaceOffered = defineContract('civil-society.ShelterPlaceOffered', 1, shape, told({}));
