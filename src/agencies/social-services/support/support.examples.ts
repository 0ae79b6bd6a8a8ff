import type { SupportCommand } from './support.decider.js';
import type { SupportEvent } from './support.events.js';

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Ids and an intervention that the specs share. */
export const ids = { intervention: id(1), record: id(2), case: id(3), person: id(4), plan: id(5), line: id(6), event: id(7) };

export const place = { ownerAgency: 'our-agency', recordId: ids.record, caseId: ids.case, personId: ids.person, planId: ids.plan };
export const terms = {
  interventionId: ids.intervention,
  planLineId: ids.line,
  kind: 'treatment',
  functionId: 'our-function',
  dueOn: '2026-04-01',
  followUpOn: '2026-05-01',
};
export const plan: SupportCommand = { step: { step: 'plan', terms }, place };
export const start: SupportCommand = { step: { step: 'start', on: '2026-03-05' } };
export const interrupt: SupportCommand = { step: { step: 'interrupt', on: '2026-03-09', reason: 'not-reached' }, note: 'Svarar inte' };
export const complete: SupportCommand = { step: { step: 'complete', on: '2026-03-20' } };

const data = { ...terms, ...place };
export const planned: SupportEvent = { type: 'social-services.SupportPlanned', data };
export const started: SupportEvent = { type: 'social-services.SupportStarted', data: { ...data, startedOn: '2026-03-05' } };
export const interrupted: SupportEvent = {
  type: 'social-services.SupportInterrupted',
  data: { ...data, startedOn: '2026-03-05', endedOn: '2026-03-09', reason: 'not-reached', note: 'Svarar inte' },
};
export const completed: SupportEvent = {
  type: 'social-services.SupportCompleted',
  data: { ...data, startedOn: '2026-03-05', endedOn: '2026-03-20' },
};
