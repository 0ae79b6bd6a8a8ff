import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { safetyPlanEnded, safetyPlanKnown } from '../contract/index.js';
import { safetyPlanEvents, type SafetyPlanEvent } from './safety-plan.events.js';

/** Peers to whom risk is disclosed learn that she has a safety plan and when it is looked at again. What it says stays with her and whoever made it with her. */
const publishSafetyPlan: Publish<SafetyPlanEvent> = (event) => {
  switch (event.type) {
    case 'coordination.SafetyPlanMade':
    case 'coordination.SafetyPlanRevised': {
      const { safetyPlanId, personId, madeOn, reviewOn } = event.data;
      return [tell(safetyPlanKnown, safetyPlanId, { madeOn, reviewOn }, personId)];
    }
    case 'coordination.SafetyPlanEnded':
      return [tell(safetyPlanEnded, event.data.safetyPlanId, { endedOn: event.data.endedOn }, event.data.personId)];
  }
};

export const safetyPlanPublisher = publisher(safetyPlanEvents, publishSafetyPlan);
