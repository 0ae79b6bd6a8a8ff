import { Codec, patch, put, type Projection, type Recorded, type RowChange, type StoredEvent } from '#libs/event-store';
import { PERSON_FIELDS, personEvents, type PersonEvent, type PersonFieldName } from './person.events.js';
import type { PersonHistoryRow } from './person.rows.js';
import { personStreamId } from './person.concept.js';

const PERSONS = 'views.persons';
const HISTORY = 'views.person_history';
const codec = new Codec<PersonEvent>(personEvents);

const COLUMNS: Readonly<Record<PersonFieldName, string>> = {
  name: 'name',
  personNumber: 'person_number',
  address: 'address',
  municipality: 'municipality',
  school: 'school',
  workplace: 'workplace',
  phone: 'phone',
  safeContact: 'safe_contact',
};
const NAMES = Object.keys(PERSON_FIELDS) as PersonFieldName[];

/** One row for each person in a record, and one for each time something was said of them: what was wrong stays to be seen. */
export const personProjection: Projection = {
  name: 'view:persons',
  version: 1,
  tables: [PERSONS, HISTORY],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const recorded = codec.decode(stored);
    const { event, metadata, revision, occurredAt } = recorded;
    const key = { record_id: metadata['record']!, person_id: event.data.personId };
    const data = event.data as Readonly<Record<string, unknown>>;
    switch (event.type) {
      case 'people.PersonRegistered': {
        const { role, protection, minor, receivedFrom, agencyId, caseId, recordId, personId } = event.data;
        const row = {
          stream_id: personStreamId(recordId, personId),
          case_id: caseId,
          owner_agency: agencyId,
          role,
          protection,
          minor,
          received_from: receivedFrom,
          registered_at: occurredAt,
          revision,
          ...given(data),
        };
        return [put(PERSONS, key, row), said(recorded, key, 'registered')];
      }
      case 'people.PersonCorrected': {
        const { role, minor, removed } = event.data;
        const emptied = Object.fromEntries(removed.map((name) => [COLUMNS[name], null]));
        return [
          patch(PERSONS, key, { role, minor, corrected_at: occurredAt, revision, ...given(data), ...emptied }),
          said(recorded, key, 'corrected'),
        ];
      }
      case 'people.SafeContactChanged':
        return [patch(PERSONS, key, { revision, ...given(data) }), said(recorded, key, 'safe-contact')];
      case 'people.ProtectionChanged':
        return [patch(PERSONS, key, { protection: event.data.protection, revision }), said(recorded, key, 'protection')];
      case 'people.PersonMerged':
        return [patch(PERSONS, key, { merged_into: event.data.intoPersonId, revision }), said(recorded, key, 'merged')];
      case 'people.PersonUnmerged':
        return [patch(PERSONS, key, { merged_into: null, revision }), said(recorded, key, 'unmerged')];
    }
  },
};

/** The personal fields that an event carries, by column; sealed as they are. */
const given = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(NAMES.flatMap((name) => (data[name] === undefined ? [] : [[COLUMNS[name], data[name]]])));

const said = (
  { event, id, metadata, occurredAt, revision }: Recorded<PersonEvent>,
  key: { record_id: string; person_id: string },
  kind: PersonHistoryRow['kind'],
): RowChange => {
  const data = event.data as Readonly<Record<string, unknown>>;
  return put(
    HISTORY,
    { event_id: id },
    {
      ...key,
      case_id: metadata['case'],
      owner_agency: metadata['agency'],
      revision,
      kind,
      said_at: occurredAt,
      said_by: metadata['staff'],
      reason: data['reason'],
      role: data['role'],
      protection: data['protection'],
      fields: Object.fromEntries(
        NAMES.flatMap((name) => (data[name] === undefined ? [] : [[name, { class: PERSON_FIELDS[name], value: data[name] }]])),
      ),
      removed: data['removed'] ?? [],
    },
  );
};
