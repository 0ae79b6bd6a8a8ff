/** The event store's port. Every engine passes the same conformance suite. Positions are opaque strings to callers: store them, hand them back, never compute. */

/** Flat strings only: KurrentDB's atomic append demands it. */
export type EventMetadata = Readonly<Record<string, string>>;

export interface NewEvent {
  /** Idempotency of the store: the same ids at the same place is a success, not a conflict. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: EventMetadata;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** Number of the event in its stream, from 1, without gaps. */
  readonly revision: number;
  readonly position: Position;
}

/** A place in the order of all events. Opaque. */
export type Position = string;
export const BEGINNING: Position = '0';
/**
 * How far into its log a position lies, as a number that grows with each event: for the order of a view's rows, lag and progress bars. Whether a reader
 * has come somewhere is for `reached` to say, and numbers of two engines don't compare.
 */
export const placeOf = (position: Position): number => Number(position.split('/').at(-1));

/** Rows that belong to the same commit as the events: rights, idempotency, audit, search tokens. Each name is a registered SQL function that takes the rows as JSON. */
export interface Companion {
  readonly name: string;
  readonly rows: readonly unknown[];
}

export interface Append {
  readonly stream: string;
  /** Revision of the last event that the writer has seen; 0 for a new stream. */
  readonly expectedRevision: number;
  readonly events: readonly NewEvent[];
  readonly companions?: readonly Companion[];
}

/** A part of the order of all events. `next` also moves past what holds nothing for the reader. */
export interface Page {
  readonly events: readonly StoredEvent[];
  readonly next: Position;
}

export interface AppendResult {
  readonly revision: number;
  readonly position: Position;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Most events in a page. */
  readonly limit?: number;
}

/** Somebody else wrote to the stream since it was read. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
  ) {
    super(`stream is not at revision ${expected}`);
  }
}

/** The store can't be reached or can't write now (stopped, disk full). Nothing was written, or it will be found by its event ids. */
export class StoreUnavailable extends Error {}

export abstract class EventStore {
  /** Appends all or nothing. @throws WrongExpectedRevision, StoreUnavailable */
  abstract append(append: Append): Promise<AppendResult>;
  /** Appends companions only, for a command that changes nothing but must be remembered (idempotency, audit). */
  abstract record(companions: readonly Companion[]): Promise<void>;
  /** A stream's events in order, from a revision (inclusive). Empty when there is no such stream. */
  abstract readStream(stream: string, fromRevision?: number): Promise<StoredEvent[]>;
  /** Events after a position, in the one order of all events. Never skips an event that commits late. */
  abstract readAll(after: Position, limit: number): Promise<Page>;
  /**
   * A catch-up subscription: pages after a position and, once caught up, each new one. Pulled, so that a slow consumer holds back the reading and
   * not the memory. Ends when the signal aborts. @throws StoreUnavailable; the consumer then follows anew from its own checkpoint.
   */
  abstract follow(after: Position, options: FollowOptions): AsyncIterable<Page>;
  /** Where the order of all committed events ends right now. */
  abstract head(): Promise<Position>;
  /** Whether this text is a position of this engine. One from outside may be another's: it came before the events were moved. */
  abstract knows(position: string): boolean;
  /** Whether a reader that has come to `checkpoint` has seen `position`. */
  abstract reached(checkpoint: Position, position: Position): boolean;
  /** Ends what follows and gives back connections. */
  abstract close(): Promise<void>;
  /** Resolves when something may have been appended after `after`, or at the latest after `timeout` ms. A hint: the poll is the truth. */
  abstract waitForAppend(timeout: number, signal?: AbortSignal): Promise<void>;
}
