import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { gapEvents, type GapEvent } from './acknowledge-gap.events.js';

const TABLE = 'views.gap_acknowledgements';
const codec = new Codec<GapEvent>(gapEvents);

/** What the own agency has said of its gaps; whether one is open is found at each read. */
export const gapProjection: Projection = {
  name: 'view:gap-acknowledgements',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, recordedAt } = codec.decode(stored);
    const { gapId, ownerAgency, recordId, caseId, kind, thingId, reason } = event.data;
    const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId };
    return [put(TABLE, { gap_id: gapId }, { ...place, kind, thing_id: thingId, reason, by_staff: metadata['staff'], at: recordedAt })];
  },
};
