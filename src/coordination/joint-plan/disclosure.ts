import { isSheltering } from '#libs/intervention';
import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { planAgreed, planClosed, planFollowedUp } from '../contract/index.js';
import { planEvents, type PlanEvent } from './plan.events.js';

/** A draft is the leading agency's own work; peers learn of the plan when it is agreed, followed up or closed. The words never leave by this way. */
const publishPlan: Publish<PlanEvent> = (event) => {
  switch (event.type) {
    case 'coordination.PlanDrafted':
    case 'coordination.PlanRevised':
    case 'coordination.PlanPrepared':
    // The meeting tells of itself.
    case 'coordination.PlanMeetingCalled':
    case 'coordination.PlanMeetingHeld':
      return [];
    case 'coordination.PlanAgreed': {
      const { personId, lines, ...told } = event.data;
      const all = lines.map(({ goalId: _, ...line }) => line);
      const shelterLines = all.filter(({ kind }) => isSheltering(kind));
      const shared = { ...told, lines: all.filter(({ kind }) => !isSheltering(kind)) };
      return [tell(planAgreed, told.planId, shelterLines.length === 0 ? shared : { ...shared, shelterLines }, personId)];
    }
    case 'coordination.PlanFollowedUp': {
      const { planId, personId, on, next } = event.data;
      return [tell(planFollowedUp, planId, { planId, on, ...(next === undefined ? {} : { next }) }, personId)];
    }
    case 'coordination.PlanClosed': {
      const { personId, ...told } = event.data;
      return [tell(planClosed, told.planId, told, personId)];
    }
  }
};

export const planPublisher = publisher(planEvents, publishPlan);
