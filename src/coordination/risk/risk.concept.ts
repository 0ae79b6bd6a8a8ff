import type { Concept } from '#src/access/index';
import { riskDecider, type RiskCommand, type RiskRefusal, type RiskState } from './risk.decider.js';
import { riskEvents, type RiskEvent } from './risk.events.js';

export const riskConcept: Concept<RiskCommand, RiskState, RiskEvent, RiskRefusal> = {
  name: 'risk',
  subject: 'RiskAssessment',
  decider: riskDecider,
  events: riskEvents,
  refusals: {
    'assessment-unknown': { sv: 'Riskbedömningen finns inte.', en: 'The risk assessment does not exist.' },
    'assessment-exists': {
      sv: 'Riskbedömningen är redan sparad. Rätta den, eller gör en ny.',
      en: 'The risk assessment is saved already. Correct it, or make a new one.',
    },
    'assessment-retracted': { sv: 'Riskbedömningen är tillbakadragen.', en: 'The risk assessment is retracted.' },
    'override-needs-reason': {
      sv: 'Du bedömer en annan nivå än instrumentet föreslår. Skriv varför.',
      en: 'You judge another level than the instrument suggests. Write why.',
      status: 422,
    },
    'override-not-allowed': {
      sv: 'Instrumentet tillåter inte en annan nivå än den föreslagna.',
      en: 'The instrument allows no other level than the suggested one.',
      status: 422,
    },
    'review-not-ahead': {
      sv: 'Ny bedömning måste ligga efter dagen för den här.',
      en: 'The next review must be after the day of this one.',
      status: 422,
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};
