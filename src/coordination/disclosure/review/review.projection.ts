import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { disclosureEvents, type DisclosureEvent } from '../disclosure.events.js';

const TABLE = 'views.disclosure_reviews';
const { decided, reviewed } = disclosureEvents;
const codec = new Codec<DisclosureEvent>({ decided, reviewed });

/** The queue of what was decided under "Akut". When the review is due is computed at the read. */
export const reviewProjection: Projection = {
  name: 'view:disclosure-reviews',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, recordedAt } = codec.decode(stored);
    switch (event.type) {
      case 'coordination.DisclosureDecided': {
        const { data } = event;
        if (!data.reviewAfter) return [];
        return [
          put(
            TABLE,
            { disclosure_id: data.disclosureId },
            {
              owner_agency: metadata['agency'],
              record_id: metadata['record'],
              case_id: metadata['case'],
              recipient_function: data.recipientFunction,
              classes: data.classes,
              purpose: data.purpose,
              ground: data.ground,
              rule_version: data.ruleVersion,
              decided_by: metadata['staff'],
              decided_at: recordedAt,
              documentation: data.documentation,
              verdict: 'waits',
            },
          ),
        ];
      }
      case 'coordination.DisclosureReviewed': {
        const { disclosureId, verdict, note } = event.data;
        return [patch(TABLE, { disclosure_id: disclosureId }, { verdict, note, reviewed_by: metadata['staff'], reviewed_at: recordedAt })];
      }
      case 'coordination.DisclosureProposed':
      case 'coordination.DisclosureClosed':
      case 'coordination.DisclosureRefused':
        return [];
    }
  },
};
