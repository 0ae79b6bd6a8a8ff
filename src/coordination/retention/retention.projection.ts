import { Codec, patch, put, remove, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { personEvents, type PersonEvent } from '#src/people/index';
import { recordEvents, type RecordEvent } from '../record/record.events.js';
import { retentionEvents, type RetentionEvent } from './retention.events.js';

const RECORDS = 'views.retention';
const PARTS = 'views.retention_parts';

const records = new Codec<RecordEvent>(recordEvents);
const acts = new Codec<RetentionEvent>(retentionEvents);
// Made at the first event: people and coordination know each other's doors.
let people: Codec<PersonEvent> | undefined;

/** No note (anteckning i akten): who works with a record, who looked at it, and that time has passed, which the machinery says of itself. */
const NO_NOTE = /^(coordination\.(Staff|Clock(Warned|Ended)$|ReferralExpired$)|people\.(Emergency|Vault|Opening|Neighbour))/;

const ofRecord = ({ event, metadata, recordedAt }: ReturnType<typeof records.decode>): RowChange[] => {
  const key = { record_id: metadata['record']! };
  switch (event.type) {
    case 'coordination.RecordOpened': {
      const { caseId, agencyId, functionId, source, track = 'exposed' } = event.data;
      const place = { case_id: caseId, owner_agency: agencyId, agency_kind: metadata['agencyKind'], function_id: functionId };
      return [put(RECORDS, key, { ...place, track, opened_for: source, status: 'open', opened_at: recordedAt, last_note_at: recordedAt })];
    }
    case 'coordination.RecordClosed':
      return [patch(RECORDS, key, { status: 'closed', closed_as: event.data.reason })];
    case 'coordination.RecordReopened':
      return [patch(RECORDS, key, { status: 'open', closed_as: null })];
    default:
      return [];
  }
};

type Kind = 'person' | 'number' | 'given' | 'act';
const keyOf = (recordId: string, kind: Kind, key: string) => ({ record_id: recordId, kind, key });
/** Every row has each of its values: a row is written once or again, never in part. */
const part = (
  { metadata, recordedAt }: Pick<StoredEvent, 'metadata' | 'recordedAt'>,
  kind: Kind,
  key: string,
  value: unknown,
  owner = metadata['agency'],
) => put(PARTS, keyOf(metadata['record']!, kind, key), { case_id: metadata['case'], owner_agency: owner, value, at: recordedAt });

const ofPerson = (recorded: ReturnType<NonNullable<typeof people>['decode']>): RowChange[] => {
  const { event, metadata } = recorded;
  if (event.type === 'people.PersonRegistered') {
    const { personId, role, personNumber } = event.data;
    const number = personNumber === undefined ? [] : [part(recorded, 'number', personId, personNumber)];
    return [part(recorded, 'person', personId, role), ...number];
  }
  if (event.type !== 'people.PersonCorrected') return [];
  const { personId, role, personNumber, removed } = event.data;
  const record = metadata['record']!;
  return [
    ...(role === undefined ? [] : [patch(PARTS, keyOf(record, 'person', personId), { value: role })]),
    ...(personNumber === undefined ? [] : [part(recorded, 'number', personId, personNumber)]),
    ...(removed.includes('personNumber') ? [remove(PARTS, keyOf(record, 'number', personId))] : []),
  ];
};

/** Whatever the agency, an intervention's events have the kernel's shape (interventionEventFields). */
const given = (stored: StoredEvent): RowChange[] => {
  const { interventionId, personId, kind } = stored.data;
  if (typeof interventionId !== 'string' || typeof personId !== 'string' || typeof kind !== 'string') return [];
  return [part(stored, 'given', `${personId} ${kind}`, { personId, kind })];
};

/** What the retention of each record is judged by: who and what stands in it, when it was last written in, and what was decided. */
export const retentionProjection: Projection = {
  name: 'view:retention',
  version: 2,
  tables: [RECORDS, PARTS],
  project: (stored: StoredEvent): RowChange[] => {
    const { record } = stored.metadata;
    if (!record) return [];
    if (acts.handles(stored.type)) {
      const recorded = acts.decode(stored);
      const { event, revision } = recorded;
      // An operator begins an erasure in the name of the agency whose record it is.
      const owner = 'agencyId' in event.data ? event.data.agencyId : undefined;
      return [part(recorded, 'act', String(revision).padStart(6, '0'), event, owner)];
    }
    people ??= new Codec<PersonEvent>(personEvents);
    const rows = records.handles(stored.type)
      ? ofRecord(records.decode(stored))
      : people.handles(stored.type)
        ? ofPerson(people.decode(stored))
        : given(stored);
    return NO_NOTE.test(stored.type) ? rows : [...rows, patch(RECORDS, { record_id: record }, { last_note_at: stored.recordedAt })];
  },
};
