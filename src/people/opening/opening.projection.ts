import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { openingEvents, type OpeningEvent } from './opening.events.js';

const TABLE = 'views.openings';
const codec = new Codec<OpeningEvent>(openingEvents);

/** One row for each opening: who, which record, why (sealed), until when, and what the review said. */
export const openingProjection: Projection = {
  name: 'view:openings',
  version: 2,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, revision, occurredAt } = codec.decode(stored);
    const key = { opening_id: event.data.openingId };
    switch (event.type) {
      case 'people.EmergencyOpened': {
        const { until, reviewBy } = event.data;
        const opened = { kind: 'emergency', status: 'open', opened_at: occurredAt, until, review_by: reviewBy };
        return [put(TABLE, key, { ...asked(event.data, occurredAt), ...opened, revision })];
      }
      case 'people.NeighbourAccepted': {
        const accepted = { kind: 'neighbour', status: 'accepted', review_by: event.data.reviewBy };
        return [put(TABLE, key, { ...asked(event.data, occurredAt), ...accepted, revision })];
      }
      case 'people.VaultAsked':
        return [
          put(TABLE, key, { ...asked(event.data, occurredAt), kind: 'vault', person_id: event.data.personId, status: 'asked', revision }),
        ];
      case 'people.VaultOpened': {
        const { until, reviewBy, approvedBy } = event.data;
        return [
          patch(TABLE, key, { status: 'open', opened_at: occurredAt, until, review_by: reviewBy, approved_by: approvedBy, revision }),
        ];
      }
      case 'people.VaultRefused':
        return [patch(TABLE, key, { status: 'refused', refuse_reason: event.data.reason, approved_by: event.data.refusedBy, revision })];
      case 'people.OpeningEnded':
        return [patch(TABLE, key, { status: 'ended', ended_at: occurredAt, revision })];
      case 'people.OpeningReviewed': {
        const { reviewedBy, outcome, note } = event.data;
        return [patch(TABLE, key, { reviewed_at: occurredAt, reviewed_by: reviewedBy, outcome, note, revision })];
      }
      case 'people.EmergencyStopLifted': {
        const { liftedBy, note } = event.data;
        return [patch(TABLE, key, { stop_lifted_at: occurredAt, stop_lifted_by: liftedBy, stop_note: note, revision })];
      }
    }
  },
};

type Asked = Extract<OpeningEvent, { type: 'people.VaultAsked' | 'people.EmergencyOpened' | 'people.NeighbourAccepted' }>['data'];
const asked = ({ recordId, caseId, agencyId, functionId, unitId, staffId, reason }: Asked, at: Date) => ({
  owner_agency: agencyId,
  record_id: recordId,
  case_id: caseId,
  function_id: functionId,
  unit_id: unitId,
  staff_id: staffId,
  reason,
  asked_at: at,
});
