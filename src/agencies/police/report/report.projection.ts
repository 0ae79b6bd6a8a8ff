import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { reportEvents, type ReportEvent } from './report.events.js';

const TABLE = 'views.police_reports';
const codec = new Codec<ReportEvent>(reportEvents);

/** One row for each report, as it stands; the events keep what it said before. */
export const reportProjection: Projection = {
  name: 'view:police-reports',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const { reportId, offence, occurredOn, immediateRisk, registeredAt, exposedPersonId, childPersonIds } = event.data;
    const { reportNumber, summary } = event.data;
    const facts = {
      offence,
      occurred_on: occurredOn,
      immediate_risk: immediateRisk,
      registered_at: registeredAt,
      exposed_person_id: exposedPersonId,
      child_person_ids: childPersonIds,
      report_number: reportNumber,
      summary,
      revision,
    };
    switch (event.type) {
      case 'police.ReportRegistered': {
        const { recordId, caseId, agencyId, functionId, suspectPersonId } = event.data;
        const place = { record_id: recordId, case_id: caseId, owner_agency: agencyId, function_id: functionId };
        const row = { ...place, ...facts, suspect_person_id: suspectPersonId, registered_by: metadata['staff'] };
        return [put(TABLE, { report_id: reportId }, row)];
      }
      case 'police.ReportCorrected':
        return [patch(TABLE, { report_id: reportId }, { ...facts, corrected_at: recordedAt, correction_reason: event.data.reason })];
    }
  },
};
