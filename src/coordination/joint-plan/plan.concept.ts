import type { Concept } from '#src/access/index';
import { planDecider, type PlanCommand, type PlanRefusal, type PlanState } from './plan.decider.js';
import { planEvents, type PlanEvent } from './plan.events.js';

export const planConcept: Concept<PlanCommand, PlanState, PlanEvent, PlanRefusal> = {
  name: 'plan',
  subject: 'Plan',
  decider: planDecider,
  events: planEvents,
  refusals: {
    'plan-unknown': { sv: 'Planen finns inte.', en: 'The plan does not exist.' },
    'plan-exists': {
      sv: 'Planen finns redan. Öppna den och ändra i stället.',
      en: 'The plan exists already. Open it and change it instead.',
    },
    'plan-closed': { sv: 'Planen är avslutad.', en: 'The plan is closed.' },
    'plan-without-interventions': {
      sv: 'Planen har ingen insats ännu. Lägg till minst en innan den beslutas.',
      en: 'The plan has no intervention yet. Add at least one before it is agreed.',
    },
    'plan-not-agreed': {
      sv: 'Planen är inte beslutad ännu och kan inte följas upp.',
      en: 'The plan is not agreed yet and cannot be followed up.',
    },
    'plan-line-without-goal': {
      sv: 'En insats hör till ett mål som inte finns i planen.',
      en: 'An intervention belongs to a goal that is not in the plan.',
      status: 422,
    },
    'plan-without-consent': {
      sv: 'Den enskilde samtycker inte till en SIP. Fråga igen och anteckna svaret under Förbered.',
      en: 'The individual does not consent to a SIP. Ask again and note the answer under Prepare.',
    },
    'plan-meeting-not-called': { sv: 'Mötet är inte kallat för den här planen.', en: 'The meeting was not called for this plan.' },
    'follow-up-backwards': {
      sv: 'Nästa uppföljning måste ligga efter den som görs nu.',
      en: 'The next follow-up must be after the one made now.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
