import type { Journey } from '../journey.js';
import { openCase } from './open-case.js';
import { planAndInterventions } from './plan-and-interventions.js';
import { reportAndRequest } from './report-and-request.js';
import { begin } from './story.js';
import { withdrawalAndReview } from './withdrawal-and-review.js';

/**
 * Scenario 2 of the domain: from a police report in Luleå, over a request to the wrong municipality, to a joint plan in Boden with health care,
 * and a consent withdrawn in part. Each person acts as themself; every claim about what somebody sees is read from an answer.
 */
export const policeReportToSupport: Journey = {
  name: 'police-report-to-support',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    await reportAndRequest(story);
    const opened = await openCase(story);
    await planAndInterventions(story, opened);
    await withdrawalAndReview(story, opened);
  },
};
