import { defineEvent } from '#libs/shared-kernel';
import type { OwnInterventions } from './declaration.js';
import { ownInterventionFields } from './fields.js';
import type { InterventionCommand, InterventionEvent } from './intervention.decider.js';

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Ids and an intervention of an invented agency, that the specs share. */
export const ids = { intervention: id(1), record: id(2), case: id(3), person: id(4), plan: id(5), line: id(6), event: id(7) };

export const examples: OwnInterventions['events'] = {
  planned: defineEvent('example.HelpPlanned', 1, ownInterventionFields),
  started: defineEvent('example.HelpStarted', 1, ownInterventionFields),
  interrupted: defineEvent('example.HelpInterrupted', 1, ownInterventionFields),
  completed: defineEvent('example.HelpCompleted', 1, ownInterventionFields),
};
export const place = { ownerAgency: 'our-agency', recordId: ids.record, caseId: ids.case, personId: ids.person, planId: ids.plan };
export const terms = {
  interventionId: ids.intervention,
  planLineId: ids.line,
  kind: 'treatment',
  functionId: 'our-function',
  dueOn: '2026-04-01',
  followUpOn: '2026-05-01',
};
export const plan: InterventionCommand = { step: { step: 'plan', terms }, place };
export const start: InterventionCommand = { step: { step: 'start', on: '2026-03-05' } };
export const interrupt: InterventionCommand = { step: { step: 'interrupt', on: '2026-03-09', reason: 'not-reached' }, note: 'Svarar inte' };
export const complete: InterventionCommand = { step: { step: 'complete', on: '2026-03-20' } };

const data = { ...terms, ...place };
export const planned: InterventionEvent = { type: 'example.HelpPlanned', data };
export const started: InterventionEvent = { type: 'example.HelpStarted', data: { ...data, startedOn: '2026-03-05' } };
export const interrupted: InterventionEvent = {
  type: 'example.HelpInterrupted',
  data: { ...data, startedOn: '2026-03-05', endedOn: '2026-03-09', reason: 'not-reached', note: 'Svarar inte' },
};
export const completed: InterventionEvent = {
  type: 'example.HelpCompleted',
  data: { ...data, startedOn: '2026-03-05', endedOn: '2026-03-20' },
};
