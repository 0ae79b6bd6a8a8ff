import { jsonEvent, type RecordedEvent, type EventData } from '@kurrent/kurrentdb-client';
import type { NewEvent, Position, StoredEvent } from '../event-store.js';
import { canonicalEvent, leafOf } from '../leaf-hash.js';

/** What PostgreSQL keeps in columns goes into the flat metadata, under names that no event of ours has. */
const OWN = 'store.';

/** @param revision counted from 1, as in the port */
export const toRecord = (stream: string, revision: number, event: NewEvent): EventData =>
  jsonEvent({
    id: event.id,
    type: event.type,
    data: event.data,
    metadata: {
      ...event.metadata,
      [`${OWN}version`]: String(event.version),
      [`${OWN}occurredAt`]: event.occurredAt.toISOString(),
      [`${OWN}recordedAt`]: event.recordedAt.toISOString(),
      [`${OWN}leaf`]: leafOf(canonicalEvent(stream, revision, event)),
    },
  });

/** An event with the leaf hash that was stored beside it. */
export interface Record extends StoredEvent {
  readonly leaf: string;
}

/** @throws when the event was not written by this store */
export const fromRecord = (stream: string, { id, type, data, metadata, revision }: RecordedEvent, position: Position): Record => {
  const all = metadata as { readonly [key: string]: string };
  const own = (name: string): string => {
    const value = all?.[OWN + name];
    if (value === undefined) throw new Error(`event ${id} was not written by this store: ${name} is missing`);
    return value;
  };
  return {
    id,
    stream,
    revision: Number(revision) + 1,
    position,
    type,
    version: Number(own('version')),
    data: data as { readonly [key: string]: unknown },
    metadata: Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(OWN))),
    occurredAt: new Date(own('occurredAt')),
    recordedAt: new Date(own('recordedAt')),
    leaf: own('leaf'),
  };
};

/** The event without its stored leaf, as the port knows it. */
export const eventOf = ({ leaf: _, ...event }: Record): StoredEvent => event;
