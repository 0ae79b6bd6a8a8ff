import { randomUUID } from 'node:crypto';
import { StoreUnavailable, WrongExpectedRevision, type Append, type AppendResult, type StoredEvent } from '#libs/event-store';
import { newEvent } from '../support/appenders.js';
import type { Appended, Operation } from './operation.js';

/** As much of the store as a history uses: the real one, or one with a bug planted in it. */
export interface StreamStore {
  append(append: Append): Promise<AppendResult>;
  readStream(stream: string, fromRevision?: number): Promise<StoredEvent[]>;
}

export interface HistoryOptions {
  /** One for each client; several clients may share one. */
  readonly stores: readonly StreamStore[];
  readonly clients: number;
  readonly steps: number;
}

const pick = (below: number): number => Math.floor(Math.random() * below);

/** Clients that read, append at what they believe is the end, at a guess, or again what they appended before; all at once on one stream. */
export const recordHistory = async ({ stores, clients, steps }: HistoryOptions): Promise<Operation[]> => {
  const stream = `history-${randomUUID()}`;
  const history: Operation[] = [];
  let clock = 0;

  const client = async (number: number): Promise<void> => {
    const store = stores[number % stores.length]!;
    let believed = 0;
    let previous: Append | undefined;

    const append = async (wanted: Append): Promise<void> => {
      const called = clock++;
      const ids = wanted.events.map(({ id }) => id);
      const tell = (outcome: Appended['outcome']): void => {
        const returned = outcome === 'unknown' ? Infinity : clock++;
        history.push({ kind: 'append', client: number, called, returned, expected: wanted.expectedRevision, ids, outcome });
      };
      try {
        const { revision } = await store.append(wanted);
        believed = Math.max(believed, revision);
        tell({ revision });
      } catch (error) {
        if (error instanceof WrongExpectedRevision) tell('conflict');
        else if (error instanceof StoreUnavailable) tell('unknown');
        else throw error;
      }
    };
    const read = async (): Promise<void> => {
      const called = clock++;
      const from = 1 + (Math.random() < 0.3 ? pick(believed + 1) : 0);
      const events = await store.readStream(stream, from).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) return undefined; // told nothing
        throw error;
      });
      if (!events) return;
      history.push({ kind: 'read', client: number, called, returned: clock++, from, ids: events.map(({ id }) => id) });
      believed = Math.max(believed, from - 1 + events.length);
    };

    for (let n = 0; n < steps; n++) {
      const dice = Math.random();
      if (dice < 0.4) await read();
      else if (dice < 0.5 && previous) await append(previous);
      else {
        const expectedRevision = dice < 0.9 ? believed : pick(believed + 2);
        previous = { stream, expectedRevision, events: Array.from({ length: 1 + pick(3) }, () => newEvent({ client: number })) };
        await append(previous);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return history;
};
