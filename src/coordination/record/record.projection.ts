import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { recordEvents, type RecordEvent } from './record.events.js';

const TABLE = 'views.records';
const codec = new Codec<RecordEvent>(recordEvents);

/** One row for each record, in the agency that owns it. */
export const recordProjection: Projection = {
  name: 'view:records',
  version: 3,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, occurredAt } = codec.decode(stored);
    const key = { record_id: metadata['record']! };
    switch (event.type) {
      case 'coordination.RecordOpened': {
        const { caseId, agencyId, functionId, openedBy, source, sourceId, track = 'exposed' } = event.data;
        const row = {
          case_id: caseId,
          owner_agency: agencyId,
          function_id: functionId,
          opened_by: openedBy,
          source,
          source_id: sourceId,
          track,
          status: 'open',
          opened_at: occurredAt,
          revision,
        };
        return [put(TABLE, key, row)];
      }
      case 'coordination.StaffAssigned':
      case 'coordination.StaffUnassigned':
      case 'coordination.StaffLockedOut':
      case 'coordination.StaffLockLifted':
      case 'coordination.ClosingProposed':
      case 'coordination.ClosingDeclined':
      case 'coordination.RecordRelated':
      case 'coordination.RecordUnrelated':
      case 'coordination.PersonMoved':
      case 'coordination.LeadTaken':
      case 'coordination.LeadLeft':
        return [patch(TABLE, key, { revision })];
      case 'coordination.RecordHandedOver':
        return [patch(TABLE, key, { handed_until: new Date(event.data.until), revision })];
      case 'coordination.RecordHandedBack':
      case 'coordination.HandoverExpired':
        return [patch(TABLE, key, { handed_until: null, revision })];
      case 'coordination.RecordClosed':
        return [patch(TABLE, key, { status: 'closed', closed_at: occurredAt, revision })];
      case 'coordination.RecordReopened':
        return [patch(TABLE, key, { status: 'open', closed_at: null, revision })];
    }
  },
};
