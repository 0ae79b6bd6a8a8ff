import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { swedishDate } from '#libs/shared-kernel';
import { receivedEvents, type ReceivedData, type ReceivedEvent } from '../received/received.events.js';
import { attachmentEvents, type AttachmentEvent } from './attachment.events.js';

const TABLE = 'views.attachments';
const codec = new Codec<AttachmentEvent | ReceivedEvent>({ ...attachmentEvents, ...receivedEvents });

/** A copy's files: from then on the recipient's own, where the copy itself lies. */
const fromCopy = (data: ReceivedData, at: { kept_by: unknown; kept_at: Date; revision: number }): RowChange[] =>
  (data.files ?? []).map(({ attachmentId, fileId, personId, class: about, kind, mediaType, extension, size }) => {
    const place = { owner_agency: data.agencyId, record_id: data.recordId, case_id: data.caseId, function_id: data.intakeFunction };
    const source = { origin: 'received', received_on: swedishDate(new Date(data.receivedAt)), copy_id: data.receivedId };
    const what = { content_id: fileId, person_id: personId, class: about, kind, media_type: mediaType, extension, size };
    const name = data.fileNames?.[personId] ?? {};
    return put(TABLE, { attachment_id: attachmentId }, { ...place, ...source, ...what, ...at, name, from_agency: data.fromAgency });
  });

/** One row for each file: what it is, never what it holds. */
export const attachmentProjection: Projection = {
  name: 'view:attachments',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    if (event.type === 'coordination.CopyReceived')
      return fromCopy(event.data, { kept_by: metadata['staff'], kept_at: recordedAt, revision });
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
