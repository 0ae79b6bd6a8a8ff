import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { logExtractEvents, type LogExtractEvent } from './extract.events.js';

const TABLE = 'views.log_extracts';
const codec = new Codec<LogExtractEvent>(logExtractEvents);

/** One row for each person of a record whose extract was handed over, or waits. */
export const logExtractProjection: Projection = {
  name: 'view:log-extracts',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, recordedAt } = codec.decode(stored);
    const key = { extract_id: event.data.extractId };
    switch (event.type) {
      case 'audit-review.LogExtractDelayed': {
        const { ground, until, reason } = event.data;
        return [put(TABLE, key, { ...whose(event.data), delayed_until: until, delay_ground: ground, delay_reason: reason })];
      }
      case 'audit-review.LogExtractDelayLifted':
        return [patch(TABLE, key, { delayed_until: null, delay_ground: null, delay_reason: null })];
      case 'audit-review.LogExtractHandedOver':
        return [put(TABLE, key, { ...whose(event.data), handed_over_at: recordedAt, handed_over_to: event.data.to })];
    }
  },
};

type Whose = Extract<LogExtractEvent, { type: 'audit-review.LogExtractHandedOver' | 'audit-review.LogExtractDelayed' }>['data'];
const whose = ({ recordId, caseId, agencyId, functionId, personId }: Whose) => ({
  ...{ record_id: recordId, case_id: caseId, owner_agency: agencyId, function_id: functionId, person_id: personId },
});
