import type { Journey } from '../journey.js';
import { atNight } from './at-night.js';
import { closedAndReopened } from './closed-and-reopened.js';
import { consentWithdrawn } from './consent-withdrawn.js';
import { destroyedAndKept } from './destroyed-and-kept.js';
import { begin } from './story.js';

/**
 * Scenario 5 of the domain: she wants nobody to know, and is in danger. What the rules refuse, what one may decide alone at night, what a withdrawal closes,
 * and what is left of it all after five years.
 */
export const noConsentSevereRisk: Journey = {
  name: 'no-consent-severe-risk',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    await atNight(story);
    await consentWithdrawn(story);
    await closedAndReopened(story);
    await destroyedAndKept(story);
  },
};
