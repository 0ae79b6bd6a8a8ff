import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { receivedEvents, type ReceivedEvent } from './received.events.js';

const codec = new Codec<ReceivedEvent>(receivedEvents);

/** Copies received. Whether the disclosure behind one has ended is told by its grant at the read, never by this row. */
export const receivedProjection: Projection = {
  name: 'view:received',
  version: 1,
  tables: ['views.received'],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision } = codec.decode(stored);
    const { data } = event;
    return [
      put(
        'views.received',
        { received_id: data.receivedId },
        {
          owner_agency: metadata['agency'],
          record_id: metadata['record'],
          case_id: metadata['case'],
          function_id: data.intakeFunction,
          recipient_function: data.recipientFunction,
          from_agency: data.fromAgency,
          source_kind: data.sourceKind,
          source_id: data.sourceId,
          ground: data.ground,
          rule_version: data.ruleVersion,
          to_kind: data.toKind,
          classes: data.classes,
          person_ids: data.personIds,
          received_at: data.receivedAt,
          content: data,
          revision,
        },
      ),
    ];
  },
};
