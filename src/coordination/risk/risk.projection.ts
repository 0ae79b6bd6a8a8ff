import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { riskEvents, type RiskEvent } from './risk.events.js';

const TABLE = 'views.risk_assessments';
const codec = new Codec<RiskEvent>(riskEvents);

/** One row for each assessment, as it stands after its corrections. */
export const riskProjection: Projection = {
  name: 'view:risk-assessments',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const key = { assessment_id: event.data.assessmentId };
    switch (event.type) {
      case 'coordination.RiskAssessed': {
        const { ownerAgency, recordId, caseId, personId, occasion } = event.data;
        const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId, person_id: personId };
        const row = {
          ...place,
          occasion,
          ...outcome(event.data),
          status: 'standing',
          assessed_by: metadata['staff'],
          recorded_at: recordedAt,
        };
        return [put(TABLE, key, { ...row, revision })];
      }
      case 'coordination.RiskAssessmentCorrected': {
        const row = { ...outcome(event.data), status: 'corrected', reason: event.data.reason, changed_at: recordedAt, revision };
        return [patch(TABLE, key, row)];
      }
      case 'coordination.RiskAssessmentRetracted':
        return [patch(TABLE, key, { status: 'retracted', reason: event.data.reason, changed_at: recordedAt, revision })];
    }
  },
};

type Outcome = Exclude<RiskEvent, { type: 'coordination.RiskAssessmentRetracted' }>['data'];
const outcome = ({ instrument, instrumentVersion, answers, suggestedLevel, level, overrideReason, assessedOn, reviewOn }: Outcome) => ({
  instrument,
  instrument_version: instrumentVersion,
  answers,
  suggested_level: suggestedLevel,
  level,
  override_reason: overrideReason ?? null,
  assessed_on: assessedOn,
  review_on: reviewOn,
});
