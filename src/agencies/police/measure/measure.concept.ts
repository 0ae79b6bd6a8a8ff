import { INTERVENTION_REFUSALS } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { measureDecider, type MeasureCommand, type MeasureRefusal, type MeasureState } from './measure.decider.js';
import { measureEvents, type MeasureEvent } from './measure.events.js';

export const measureConcept: Concept<MeasureCommand, MeasureState, MeasureEvent, MeasureRefusal> = {
  name: 'measure',
  subject: 'Intervention',
  decider: measureDecider,
  events: measureEvents,
  refusals: INTERVENTION_REFUSALS,
  facts: ({ place }) => place && { ownerAgency: place.ownerAgency },
  home: ({ place }) => place && { recordId: place.recordId, caseId: place.caseId },
};
