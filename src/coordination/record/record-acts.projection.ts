import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { recordEvents, type RecordEvent } from './record.events.js';

const TABLE = 'views.record_acts';
const codec = new Codec<RecordEvent>(recordEvents);

/** Every act of a record, in its order: how it stands is told by the decider's own fold. */
export const recordActsProjection: Projection = {
  name: 'view:record-acts',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, occurredAt } = codec.decode(stored);
    const row = {
      case_id: metadata['case']!,
      owner_agency: metadata['agency']!,
      value: event,
      at: occurredAt,
      ...('otherRecordId' in event.data ? { other_record_id: event.data.otherRecordId } : {}),
    };
    return [put(TABLE, { record_id: metadata['record']!, act: String(revision).padStart(6, '0') }, row)];
  },
};
