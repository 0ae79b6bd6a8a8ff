import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { disclosureEvents, type DisclosureEvent } from './disclosure.events.js';

const TABLE = 'views.disclosures';
const codec = new Codec<DisclosureEvent>(disclosureEvents);

/** The own agency's decisions. Whether one still holds is told by its grant, not by this row: a withdrawn consent closes the grant at once. */
export const disclosureProjection: Projection = {
  name: 'view:disclosures',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, recordedAt, revision } = codec.decode(stored);
    const key = { disclosure_id: event.data.disclosureId };
    if (event.type === 'coordination.DisclosureClosed')
      return [
        patch(TABLE, key, {
          status: 'closed',
          closed_at: recordedAt,
          close_reason: event.data.reason,
          close_note: event.data.note ?? null,
          revision,
        }),
      ];
    if (event.type === 'coordination.DisclosureReviewed') return [];
    const { data } = event;
    const common = {
      owner_agency: metadata['agency'],
      record_id: metadata['record'],
      case_id: metadata['case'],
      recipient_agency: data.recipientAgency,
      recipient_function: data.recipientFunction,
      channel: data.channel,
      mode: data.mode,
      classes: data.classes,
      purpose: data.purpose,
      ground: data.ground,
      urgent: data.urgent,
      person_ids: data.personIds,
      decided_by: metadata['staff'],
      decided_at: recordedAt,
      content: data,
      revision,
    };
    switch (event.type) {
      case 'coordination.DisclosureProposed':
      case 'coordination.DisclosureDecided': {
        const { ruleVersion, consentId, factsFrom, until, receivedId, proposedBy } = event.data;
        const status = event.type === 'coordination.DisclosureDecided' ? 'decided' : 'proposed';
        const judged = { rule_version: ruleVersion, consent_id: consentId, facts_from: factsFrom, until, received_id: receivedId };
        return [put(TABLE, key, { ...common, ...judged, proposed_by: proposedBy, status })];
      }
      case 'coordination.DisclosureRefused':
        return [put(TABLE, key, { ...common, status: 'refused', refusal_rule: event.data.rule, refusal_code: event.data.code })];
    }
  },
};
