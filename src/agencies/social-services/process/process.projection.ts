import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { concernEvents, type ConcernEvent } from '../concern/concern.events.js';
import { extensionEvents, type ExtensionEvent } from '../extension/extension.events.js';
import { followUpEvents, type FollowUpEvent } from '../follow-up/follow-up.events.js';
import { inquiryEvents, type InquiryEvent } from '../inquiry/inquiry.events.js';
import { placementEvents, type PlacementEvent } from '../placement/placement.events.js';

type StepEvent = ConcernEvent | InquiryEvent | PlacementEvent | FollowUpEvent;
/** By the category of their streams. */
const PROCESSES = { concern: concernEvents, inquiry: inquiryEvents, placement: placementEvents, 'follow-up': followUpEvents } as const;
const codecs = Object.entries(PROCESSES).map(([name, events]) => ({ name, codec: new Codec<StepEvent>(events) }));
const extensions = new Codec<ExtensionEvent>(extensionEvents);

/** One row for each step of a process of a child, as it was stored. */
export const childStepsProjection: Projection = {
  name: 'view:child-steps',
  version: 1,
  tables: ['views.child_steps'],
  project: (stored: StoredEvent): RowChange[] => {
    const found = codecs.find(({ codec }) => codec.handles(stored.type));
    if (!found) return [];
    const { event, metadata, revision, recordedAt } = found.codec.decode(stored);
    return [
      put(
        'views.child_steps',
        { event_id: stored.id },
        {
          owner_agency: metadata['agency'],
          record_id: metadata['record'],
          case_id: metadata['case'],
          person_id: event.data.personId,
          process: found.name,
          process_id: stored.stream.slice(found.name.length + 1),
          type: event.type,
          data: event.data,
          taken_by: metadata['staff'],
          at: new Date(event.data.at),
          recorded_at: recordedAt,
          revision,
        },
      ),
    ];
  },
};

const EXTENSIONS = 'views.extensions';

/** One row for each request for more time, as it stands. */
export const extensionsProjection: Projection = {
  name: 'view:extensions',
  version: 1,
  tables: [EXTENSIONS],
  project: (stored: StoredEvent): RowChange[] => {
    if (!extensions.handles(stored.type)) return [];
    const { event, metadata } = extensions.decode(stored);
    const { data } = event;
    const key = { extension_id: data.extensionId };
    switch (event.type) {
      case 'social-services.ExtensionAsked': {
        const { ownerAgency, functionId, recordId, caseId, personId, deadline, thingId, until, reason, at } = event.data;
        const place = { owner_agency: ownerAgency, function_id: functionId, record_id: recordId, case_id: caseId, person_id: personId };
        const asked = { deadline, process_id: thingId, until, reason, asked_by: metadata['staff'], asked_at: at };
        return [put(EXTENSIONS, key, { ...place, ...asked, verdict: 'waits' })];
      }
      case 'social-services.ExtensionGranted':
        return [patch(EXTENSIONS, key, { verdict: 'granted', decided_by: event.data.decidedBy, decided_at: data.at })];
      case 'social-services.ExtensionRefused':
        return [patch(EXTENSIONS, key, { verdict: 'refused', decided_by: event.data.decidedBy, decided_at: data.at })];
    }
  },
};
