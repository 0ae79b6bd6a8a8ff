import type { Journey } from '../journey.js';
import { assessmentAndFeedback } from './assessment-and-feedback.js';
import { planAndGap } from './plan-and-gap.js';
import { questionAndConsent } from './question-and-consent.js';
import { reportAndRequest } from './report-and-request.js';
import { begin } from './story.js';

/**
 * Scenario 1 of the domain: from a question at Försäkringskassan, over a concern report for two children and a request for the mother, to a joint
 * plan in Kiruna with health care, and a gap that is found at three months.
 */
export const signalToFollowUp: Journey = {
  name: 'signal-to-follow-up',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    await questionAndConsent(story);
    const opened = await reportAndRequest(story);
    await assessmentAndFeedback(story, opened);
    await planAndGap(story, opened);
  },
};
