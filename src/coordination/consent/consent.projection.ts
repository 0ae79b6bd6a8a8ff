import { Codec, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { consentEvents, type ConsentEvent } from './consent.events.js';

const codec = new Codec<ConsentEvent>(consentEvents);

/**
 * One row for each act on a consent. What it covers is folded at the read by the decider itself, so that the view can't come to another
 * answer than the rules do. Reads of shared data never consult this: they consult grants.
 */
export const consentProjection: Projection = {
  name: 'view:consents',
  version: 1,
  tables: ['views.consent_entries'],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision, recordedAt } = codec.decode(stored);
    return [
      put(
        'views.consent_entries',
        { consent_id: event.data.consentId, revision: String(revision) },
        {
          owner_agency: metadata['agency'],
          record_id: metadata['record'],
          case_id: metadata['case'],
          registered_by: metadata['staff'],
          event: { type: event.type, data: event.data },
          recorded_at: recordedAt,
        },
      ),
    ];
  },
};
