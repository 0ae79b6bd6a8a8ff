import { INTERVENTION_REFUSALS } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { supportDecider, type SupportCommand, type SupportRefusal, type SupportState } from './support.decider.js';
import { supportEvents, type SupportEvent } from './support.events.js';

export const supportConcept: Concept<SupportCommand, SupportState, SupportEvent, SupportRefusal> = {
  name: 'support',
  subject: 'Intervention',
  decider: supportDecider,
  events: supportEvents,
  refusals: INTERVENTION_REFUSALS,
  facts: ({ place }) => place && { ownerAgency: place.ownerAgency },
  home: ({ place }) => place && { recordId: place.recordId, caseId: place.caseId },
};
