import type { Concept } from '#src/access/index';
import { safetyPlanDecider, type SafetyPlanCommand, type SafetyPlanRefusal, type SafetyPlanState } from './safety-plan.decider.js';
import { safetyPlanEvents, type SafetyPlanEvent } from './safety-plan.events.js';

/** Judged as a risk assessment is: own record, assigned, and nobody else. */
export const safetyPlanConcept: Concept<SafetyPlanCommand, SafetyPlanState, SafetyPlanEvent, SafetyPlanRefusal> = {
  name: 'safety-plan',
  subject: 'RiskAssessment',
  decider: safetyPlanDecider,
  events: safetyPlanEvents,
  refusals: {
    'safety-plan-unknown': { sv: 'Trygghetsplanen finns inte.', en: 'The safety plan does not exist.' },
    'safety-plan-exists': { sv: 'Trygghetsplanen finns redan.', en: 'The safety plan exists already.' },
    'safety-plan-ended': { sv: 'Trygghetsplanen är avslutad.', en: 'The safety plan has ended.' },
    'safety-plan-without-steps': {
      sv: 'Skriv minst ett steg: vad hon ska göra när det blir farligt.',
      en: 'Write at least one step: what she is to do when it becomes dangerous.',
      status: 422,
    },
    'safety-review-not-ahead': {
      sv: 'Nästa genomgång måste ligga efter dagen för planen.',
      en: 'The next review must be after the day of the plan.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
