import type { Concept } from '#src/access/index';
import { reviewPlace } from '../review.concept.js';
import { drawDecider, type DrawCommand, type DrawState } from './draw.decider.js';
import { drawEvents, type DrawEvent } from './draw.events.js';

export const drawConcept: Concept<DrawCommand, DrawState, DrawEvent, never> = {
  name: 'log-draw',
  subject: 'LogReview',
  decider: drawDecider,
  events: drawEvents,
  refusals: {},
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId }),
  home: (state) => (state.status === 'none' ? null : reviewPlace(state.agencyId, null)),
};
