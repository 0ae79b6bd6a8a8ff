import { interventionKind } from '#config/interventions';
import { mayShelter, tasksByClass, tellByReason } from '#libs/intervention';
import { derivedId, publisher, tell, withFieldsAs, type ContractEvent, type Publish } from '#libs/shared-kernel';
import { LINES_OF, planAgreed, planClosed, planFollowedUp, planLinesAgreed } from '../contract/index.js';
import { planEvents, type PlanEvent, type PlanLine } from './plan.events.js';

const byClass = (lines: readonly PlanLine[]) => ({
  lines: [],
  ...tasksByClass(lines, interventionKind, LINES_OF, ({ goalId: _goal, responsibleKind: _kind, ...line }) => line),
});

/** A draft is the leading agency's own work; peers learn of the plan when it is agreed, followed up or closed. The words never leave by this way. */
const publishPlan: Publish<PlanEvent> = (event, ownerKind) => {
  // Of a plan that a shelter leads, which of its functions does, and when it is to meet her next, tell where to look.
  const led = (told: ContractEvent) => (mayShelter(ownerKind) ? withFieldsAs(told, 'location', ['leaderFunction', 'next']) : told);
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
      const { planId, version, agreedOn } = told;
      const linesFor = (who: string) => byClass(lines.filter((line) => line.personId === who));
      const others = [...new Set(lines.map((line) => line.personId))].filter((who) => who !== personId);
      return [
        led(tell(planAgreed, planId, { ...told, ...linesFor(personId) }, personId)),
        ...others.map((who) =>
          tell(planLinesAgreed, derivedId('plan-lines', planId, who), { planId, version, agreedOn, ...linesFor(who) }, who),
        ),
      ];
    }
    case 'coordination.PlanFollowedUp': {
      const { planId, personId, on, next } = event.data;
      return [led(tell(planFollowedUp, planId, { planId, on, ...(next === undefined ? {} : { next }) }, personId))];
    }
    case 'coordination.PlanClosed': {
      const { personId, ...told } = event.data;
      return [tellByReason(told.reason, tell(planClosed, told.planId, told, personId))];
    }
  }
};

export const planPublisher = publisher(planEvents, publishPlan);
