import type { RiskCommand } from './risk.decider.js';
import type { RiskEvent } from './risk.events.js';

const id = (number: number): string => `0b8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Ids and an assessment that the specs share. */
export const ids = { assessment: id(1), record: id(2), case: id(3), exposed: id(4), child: id(5), edition: id(6), event: id(7) };

const outcome = {
  instrument: 'norrsken',
  instrumentVersion: '1',
  answers: { fear: 'yes' },
  suggestedLevel: 'moderate',
  level: 'moderate',
  assessedOn: '2026-03-02',
  reviewOn: '2026-04-01',
};
const place = {
  assessmentId: ids.assessment,
  ownerAgency: 'socialtjanst-boden',
  recordId: ids.record,
  caseId: ids.case,
  personId: ids.exposed,
};
export const override = { hasReason: false, mayDiffer: true };

export const assess: RiskCommand & { type: 'AssessRisk' } = {
  type: 'AssessRisk',
  data: { ...place, occasion: 'first-contact', ...outcome },
  override,
};
export const assessed: RiskEvent & { type: 'coordination.RiskAssessed' } = { type: 'coordination.RiskAssessed', data: assess.data };
export const correct: RiskCommand & { type: 'CorrectAssessment' } = {
  type: 'CorrectAssessment',
  data: { editionId: ids.edition, reason: 'wrong-answer', ...outcome, suggestedLevel: 'high', level: 'high' },
  override,
};
export const corrected: RiskEvent = {
  type: 'coordination.RiskAssessmentCorrected',
  data: { assessmentId: ids.assessment, personId: ids.exposed, ...correct.data },
};
export const retracted: RiskEvent = {
  type: 'coordination.RiskAssessmentRetracted',
  data: { assessmentId: ids.assessment, personId: ids.exposed, reason: 'wrong-person' },
};
