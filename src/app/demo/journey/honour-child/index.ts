import type { Journey } from '../journey.js';
import { absenceAndConsultation } from './absence-and-consultation.js';
import { guardianAndSibling } from './guardian-and-sibling.js';
import { reportAndProtection } from './report-and-protection.js';
import { specialRepresentative } from './special-representative.js';
import { begin } from './story.js';

/**
 * Scenario 3 of the domain: a girl of sixteen in Haparanda who does not come back to school after a holiday. Advice without identity, a report,
 * protection before anybody at home hears of it, and a special representative instead of her guardians.
 */
export const honourChild: Journey = {
  name: 'honour-child',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    const meetingId = await absenceAndConsultation(story);
    const child = await reportAndProtection(story, meetingId);
    await specialRepresentative(story, child);
    await guardianAndSibling(story, child, meetingId);
  },
};
