import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { eventKeyOf, lastDayOf, statusAfter, type Proceeding, type ProceedingEvent } from '#libs/proceeding';

const TABLE = 'views.proceedings';

/** One row for each proceeding of any agency, as it stands. Each event carries the whole, so the row is put anew. */
export const proceedingProjection = (tables: readonly Proceeding[]): Projection => {
  const readers = tables.map((table) => ({ table, codec: new Codec<ProceedingEvent>(table.events) }));
  return {
    name: 'view:proceedings',
    version: 2,
    tables: [TABLE],
    project: (stored: StoredEvent): RowChange[] => {
      const reader = readers.find(({ codec }) => codec.handles(stored.type));
      if (!reader) return [];
      const { event, metadata, revision, recordedAt } = reader.codec.decode(stored);
      const status = statusAfter(reader.table, eventKeyOf(reader.table, event.type));
      const { proceedingId, ownerAgency, recordId, caseId, personId, note, ...facts } = event.data;
      return [
        put(
          TABLE,
          { proceeding_id: proceedingId },
          {
            proceeding: reader.table.name,
            owner_agency: ownerAgency,
            record_id: recordId,
            case_id: caseId,
            person_id: personId,
            status,
            facts,
            ends_on: lastDayOf(reader.table.runsOut, status, facts),
            // A step without a note leaves the earlier one standing: undefined is not written.
            note,
            changed_by: metadata['staff'],
            changed_at: recordedAt,
            revision,
          },
        ),
      ];
    },
  };
};
