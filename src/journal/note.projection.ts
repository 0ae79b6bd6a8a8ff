import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { BASE_FIELDS } from '#libs/journal';
import { noteEvents, stepOf } from './catalogue.js';
import type { CorrectedData, NotedData, NoteEvent, RetractedData } from './note.decider.js';

const TABLE = 'views.journal_notes';
// Made at the first event, when every room has declared its journal.
let codec: Codec<NoteEvent> | undefined;

/** One row for each note, as it stands after its corrections. */
export const noteProjection: Projection = {
  name: 'view:journal-notes',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    codec ??= new Codec<NoteEvent>(noteEvents());
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const key = { note_id: event.data.noteId };
    switch (stepOf(event.type)) {
      case 'noted': {
        const { ownerAgency, recordId, caseId, personId, on } = event.data as NotedData;
        const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId, person_id: personId };
        const who = { noted_by: metadata['staff'], noted_at: recordedAt };
        return [
          put(TABLE, key, { ...place, type: event.type, happened_on: on, content: own(event.data), status: 'standing', ...who, revision }),
        ];
      }
      case 'corrected': {
        const { on, correction } = event.data as CorrectedData;
        const row = {
          happened_on: on,
          content: own(event.data),
          status: 'corrected',
          reason: correction,
          changed_at: recordedAt,
          revision,
        };
        return [patch(TABLE, key, row)];
      }
      case 'retracted': {
        const { retraction } = event.data as RetractedData;
        return [patch(TABLE, key, { status: 'retracted', reason: retraction, changed_at: recordedAt, revision })];
      }
    }
  },
};

/** The agency's own fields. */
const own = (data: NoteEvent['data']): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !BASE_FIELDS.has(name)));
