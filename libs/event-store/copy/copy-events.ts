import {
  BEGINNING,
  WrongExpectedRevision,
  type Append,
  type AppendResult,
  type Page,
  type Position,
  type StoredEvent,
} from '../event-store.js';

/** What a copy needs of an engine: events alone. */
export interface CopyLog {
  append(append: Append): Promise<AppendResult>;
  readStream(stream: string, fromRevision?: number): Promise<StoredEvent[]>;
  readAll(after: Position, limit: number): Promise<Page>;
  reached(checkpoint: Position, position: Position): boolean;
  head(): Promise<Position>;
}

const PAGE = 500;

/** The other log holds something else where a copy should go. */
export class ForeignEvents extends Error {}

export interface CopyOptions {
  readonly source: CopyLog;
  readonly target: CopyLog;
  /** How far an earlier run has come in the source. */
  readonly from: Position;
  /** After each page: how far, durable before the next page is begun, and how many events it held. */
  onPage(at: Position, events: number): Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Copies all events after `from`, in the order of all, until there are no more. One append after another: appends side by side could change the order.
 * May be run again from any place that was reported: what is there already, at its place and with its id, is passed over.
 * @throws ForeignEvents, StoreUnavailable
 */
export const copyEvents = async ({ source, target, from, onPage, signal }: CopyOptions): Promise<Position> => {
  let at = from;
  for (;;) {
    signal?.throwIfAborted();
    const { events, next } = await source.readAll(at, PAGE);
    for (const run of runsOf(events)) await appendRun(target, run);
    if (next === at) return at;
    at = next;
    await onPage(at, events.length);
    if (events.length === 0) return at;
  }
};

/** Neighbours of one stream, which may go in one append. */
const runsOf = (events: readonly StoredEvent[]): StoredEvent[][] => {
  const runs: StoredEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]!.stream === event.stream && last.length < 50) last.push(event);
    else runs.push([event]);
  }
  return runs;
};

const appendRun = async (target: CopyLog, run: readonly StoredEvent[]): Promise<void> => {
  const { stream, revision } = run[0]!;
  try {
    await target.append({ stream, expectedRevision: revision - 1, events: run.map(newEventOf) });
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    // An earlier run may have come into the middle of it.
    const there = (await target.readStream(stream, revision)).slice(0, run.length);
    const same = there.length > 0 && there.every(({ id }, index) => id === run[index]!.id);
    if (!same) throw new ForeignEvents(`the target's stream holds other events from revision ${revision} on`, { cause: error });
    if (there.length < run.length) await appendRun(target, run.slice(there.length));
  }
};

const newEventOf = ({ stream: _, revision: __, position: ___, ...event }: StoredEvent) => event;

/** False when the target holds anything that doesn't come from the source: asked before a first copy. */
export const isCopyOf = async (target: CopyLog, source: CopyLog): Promise<boolean> => {
  const [[theirs], [ours]] = (await Promise.all([target.readAll(BEGINNING, 1), source.readAll(BEGINNING, 1)])).map(
    ({ events }) => events,
  ) as [StoredEvent[], StoredEvent[]];
  return theirs === undefined || theirs.id === ours?.id;
};
