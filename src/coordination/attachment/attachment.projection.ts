import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { attachmentEvents, type AttachmentEvent } from './attachment.events.js';

const TABLE = 'views.attachments';
const codec = new Codec<AttachmentEvent>(attachmentEvents);

/** One row for each file: what it is, never what it holds. */
export const attachmentProjection: Projection = {
  name: 'view:attachments',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    const key = { attachment_id: event.data.attachmentId };
    switch (event.type) {
      case 'coordination.AttachmentKept': {
        const { ownerAgency, recordId, caseId, personId, fileId, kind, origin, receivedOn, mediaType, extension, size, name, from } =
          event.data;
        const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId, person_id: personId, content_id: fileId };
        const what = {
          class: event.data.class,
          kind,
          origin,
          received_on: receivedOn,
          media_type: mediaType,
          extension,
          size,
          name,
          sender: from,
        };
        return [put(TABLE, key, { ...place, ...what, kept_by: metadata['staff'], kept_at: recordedAt, revision })];
      }
      case 'coordination.AttachmentRetracted':
        return [patch(TABLE, key, { retracted_at: recordedAt, reason: event.data.reason, revision })];
    }
  },
};
