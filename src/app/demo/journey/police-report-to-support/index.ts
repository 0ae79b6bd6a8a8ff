import type { Journey } from '../journey.js';
import { banIsOver, banRunsOut, contactBan } from './contact-ban.js';
import { openCase, type Opened } from './open-case.js';
import { planAndInterventions } from './plan-and-interventions.js';
import { partnerContact, programme } from './programme.js';
import { reportAndRequest } from './report-and-request.js';
import { begin, type Story } from './story.js';
import { withdrawalAndReview } from './withdrawal-and-review.js';

/** The acts of one day: from the report to a consent withdrawn in part. */
const firstDay = async (story: Story): Promise<Opened> => {
  await reportAndRequest(story);
  const opened = await openCase(story);
  await planAndInterventions(story, opened);
  await withdrawalAndReview(story, opened);
  return opened;
};

/** As far as the story goes in a day, for a store whose clock nobody moves: what the demo begins with. */
export const policeReportFirstDay: Journey = {
  name: 'police-report-first-day',
  play: async (url, stage) => void (await firstDay(await begin(url, stage))),
};

/**
 * Scenario 2 of the domain: from a police report in Luleå, over a request to the wrong municipality, to a joint plan in Boden with health care,
 * a consent withdrawn in part, a contact ban that ends, and the man in a programme. Each person acts as themself; every claim about what somebody sees is
 * read from an answer.
 */
export const policeReportToSupport: Journey = {
  name: 'police-report-to-support',
  play: async (url, stage) => {
    const story = await begin(url, stage);
    const opened = await firstDay(story);
    const ban = await contactBan(story, url);
    await programme(story, opened, ban, url);
    await banRunsOut(story, ban);
    await partnerContact(story, opened, url);
    await banIsOver(story, ban);
  },
};
