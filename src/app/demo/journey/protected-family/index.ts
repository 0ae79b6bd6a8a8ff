import type { Journey } from '../journey.js';
import { brokenGlass } from './broken-glass.js';
import { courtClocks } from './court-clocks.js';
import { intoShelter } from './into-shelter.js';
import { kinInCare } from './kin-in-care.js';
import { nowhere } from './nowhere.js';
import { begin } from './story.js';

/**
 * Scenario 4 of the domain: a family in hiding. The court's clocks for a child in shelter, where they are in nobody's answers, the glass broken by night,
 * and a relative at the hospital who looks.
 */
export const protectedFamily: Journey = {
  name: 'protected-family',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    await intoShelter(story);
    await nowhere(story);
    await brokenGlass(story);
    await courtClocks(story);
    await kinInCare(story);
  },
};
