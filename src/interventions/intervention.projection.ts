import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { statusOf, type InterventionEvent, type OwnInterventions } from '#libs/intervention';

const TABLE = 'views.interventions';

/** One row for each intervention of any agency, as it stands. Each event carries the whole, so the row is put anew. */
export const interventionProjection = (declarations: readonly OwnInterventions[]): Projection => {
  const readers = declarations.map(({ events }) => ({ events, codec: new Codec<InterventionEvent>(events) }));
  return {
    name: 'view:interventions',
    version: 1,
    tables: [TABLE],
    project: (stored: StoredEvent): RowChange[] => {
      const reader = readers.find(({ codec }) => codec.handles(stored.type));
      if (!reader) return [];
      const { event, metadata, revision, recordedAt } = reader.codec.decode(stored);
      const { data } = event;
      return [
        put(
          TABLE,
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
            status: statusOf(reader.events, event.type),
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
};
