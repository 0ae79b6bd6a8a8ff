import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { supportEvents, type SupportEvent } from './support.events.js';
import type { InterventionStatus } from '#libs/shared-kernel';

const codec = new Codec<SupportEvent>(supportEvents);
const STATUS: Record<SupportEvent['type'], InterventionStatus> = {
  'social-services.SupportPlanned': 'planned',
  'social-services.SupportStarted': 'started',
  'social-services.SupportInterrupted': 'interrupted',
  'social-services.SupportCompleted': 'completed',
};

/** One row for each intervention, as it stands. Each event carries the whole, so the row is put anew. */
export const supportProjection: Projection = {
  name: 'view:support-interventions',
  version: 1,
  tables: ['views.support_interventions'],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const { data } = event;
    return [
      put(
        'views.support_interventions',
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
