import { INTERVENTION_REFUSALS } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { careDecider, type CareCommand, type CareRefusal, type CareState } from './care.decider.js';
import { careEvents, type CareEvent } from './care.events.js';

export const careConcept: Concept<CareCommand, CareState, CareEvent, CareRefusal> = {
  name: 'care',
  subject: 'Intervention',
  decider: careDecider,
  events: careEvents,
  refusals: INTERVENTION_REFUSALS,
  facts: ({ place }) => place && { ownerAgency: place.ownerAgency },
  home: ({ place }) => place && { recordId: place.recordId, caseId: place.caseId },
};
