import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { measureEvents, type MeasureEvent } from './measure.events.js';
import type { InterventionStatus } from '#libs/shared-kernel';

const codec = new Codec<MeasureEvent>(measureEvents);
const STATUS: Record<MeasureEvent['type'], InterventionStatus> = {
  'police.MeasurePlanned': 'planned',
  'police.MeasureStarted': 'started',
  'police.MeasureInterrupted': 'interrupted',
  'police.MeasureCompleted': 'completed',
};

/** One row for each intervention, as it stands. Each event carries the whole, so the row is put anew. */
export const measureProjection: Projection = {
  name: 'view:police-measures',
  version: 1,
  tables: ['views.police_measures'],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const { data } = event;
    return [
      put(
        'views.police_measures',
        { intervention_id: data.interventionId },
        {
          owner_agency: data.ownerAgency,
          record_id: data.recordId,
          case_id: data.caseId,
          person_id: data.personId,
          plan_id: data.planId ?? null,
          plan_line_id: data.planLineId ?? null,
          kind: data.kind,
          function_id: data.functionId,
          status: STATUS[event.type],
          due_on: data.dueOn ?? null,
          follow_up_on: data.followUpOn ?? null,
          started_on: data.startedOn ?? null,
          ended_on: data.endedOn ?? null,
          reason: data.reason ?? null,
          // A step without a note leaves the earlier one standing: undefined is not written.
          note: data.note,
          changed_by: metadata['staff'],
          changed_at: recordedAt,
          revision,
        },
      ),
    ];
  },
};
