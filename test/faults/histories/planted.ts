import { randomUUID } from 'node:crypto';
import { WrongExpectedRevision, type Append, type AppendResult, type StoredEvent } from '#libs/event-store';
import type { StreamStore } from './record.js';

/** One bug in an otherwise correct store. Each strikes now and then, as bugs do. */
export interface Plant {
  readonly name: string;
  plant(store: StreamStore): StreamStore;
}

const OFTEN = 0.25;
const strikes = (): boolean => Math.random() < OFTEN;

const changing = (store: StreamStore, changes: Partial<StreamStore>): StreamStore => ({
  append: (append) => store.append(append),
  readStream: (stream, from) => store.readStream(stream, from),
  ...changes,
});

const changedRead =
  (change: (events: StoredEvent[]) => StoredEvent[]): Plant['plant'] =>
  (store) =>
    changing(store, {
      readStream: async (stream, from) => {
        const events = await store.readStream(stream, from);
        return strikes() ? change(events) : events;
      },
    });

const told = ({ expectedRevision, events }: Append): AppendResult => ({ revision: expectedRevision + events.length, position: '0' });

const staleRead = (store: StreamStore): StreamStore => {
  const cache = new Map<string, StoredEvent[]>();
  return changing(store, {
    readStream: async (stream, from = 1) => {
      const key = `${stream}/${from}`;
      const old = cache.get(key);
      if (old && strikes()) return old;
      const events = await store.readStream(stream, from);
      cache.set(key, events);
      return events;
    },
  });
};

const lostAppend = (store: StreamStore): StreamStore =>
  changing(store, { append: async (append) => (strikes() ? told(append) : store.append(append)) });

const doneTwice = (store: StreamStore): StreamStore =>
  changing(store, {
    append: async (append) => {
      const done = await store.append(append);
      const again = append.events.map((event) => ({ ...event, id: randomUUID() }));
      if (strikes()) await store.append({ ...append, expectedRevision: done.revision, events: again }).catch(() => undefined);
      return done;
    },
  });

/** The writer who was too late is let in at the end and told that he was in time. */
const lastWriterWins = (store: StreamStore): StreamStore =>
  changing(store, {
    append: async (append) => {
      try {
        return await store.append(append);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || !strikes()) throw error;
        const expectedRevision = (await store.readStream(append.stream)).length;
        return store.append({ ...append, expectedRevision }).then(() => told(append));
      }
    },
  });

const halfAppend = (store: StreamStore): StreamStore =>
  changing(store, {
    append: async (append) => {
      if (append.events.length < 2 || !strikes()) return store.append(append);
      await store.append({ ...append, events: append.events.slice(0, 1) });
      return told(append);
    },
  });

const falseConflict = (store: StreamStore): StreamStore =>
  changing(store, {
    append: async (append) => {
      const done = await store.append(append);
      if (strikes()) throw new WrongExpectedRevision(append.stream, append.expectedRevision);
      return done;
    },
  });

export const plants: readonly Plant[] = [
  { name: 'stale read', plant: staleRead },
  { name: 'lost append', plant: lostAppend },
  { name: 'append done twice', plant: doneTwice },
  { name: 'event told twice', plant: changedRead((events) => [...events, ...events.slice(-1)]) },
  { name: 'events in another order', plant: changedRead((events) => [...events.slice(0, -2), ...events.slice(-2).reverse()]) },
  { name: 'two writers at one revision', plant: lastWriterWins },
  { name: 'half an append', plant: halfAppend },
  { name: 'conflict for what was written', plant: falseConflict },
];
