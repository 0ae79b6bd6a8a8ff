import { honourChild } from './honour-child/index.js';
import type { Journey } from './journey.js';
import { noConsentSevereRisk } from './no-consent-severe-risk/index.js';
import { policeReportToSupport } from './police-report-to-support/index.js';
import { protectedFamily } from './protected-family/index.js';
import { signalToFollowUp } from './signal-to-follow-up/index.js';

/** The acceptance scenarios of the domain, each a story that is played over HTTP: `npm run demo:journey -- <name>`. */
export const journeys: readonly Journey[] = [signalToFollowUp, policeReportToSupport, honourChild, protectedFamily, noConsentSevereRisk];
