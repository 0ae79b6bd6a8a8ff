import type { ReadableOptions } from 'node:stream';
import { BACKWARDS, END, KurrentDBClient, NO_STREAM, streamNameFilter, type AllStreamResolvedEvent } from '@kurrent/kurrentdb-client';
import {
  BEGINNING,
  StoreUnavailable,
  WrongExpectedRevision,
  type Append,
  type AppendResult,
  type FollowOptions,
  type Page,
  type Position,
  type StoredEvent,
} from '../event-store.js';
import { AppendRefused, meaningOf, within } from './errors.js';
import { hasReached, isKnown, readFrom, toPosition } from './position.js';
import { eventOf, fromRecord, toRecord, type Record } from './records.js';
import { subscriptionPages } from './subscription-pages.js';

/** KurrentDB may serve others too: our streams carry this before their names, and nothing else is read. */
const PREFIX = 'insatskedja.';
const DEADLINE_MS = 5_000;

export interface KurrentLogOptions {
  /** Connection string; TLS, credentials and cluster are its affair. */
  readonly url: string;
  readonly prefix?: string;
  /** Longest wait for one answer, in ms. */
  readonly deadline?: number;
}

/** The log in KurrentDB: events alone, without what else belongs to a commit. */
export class KurrentLog {
  private readonly client: KurrentDBClient;
  private readonly prefix: string;
  private readonly deadline: number;
  private connected = false;

  /** Connects at the first use. @throws when the connection string can't be read */
  constructor({ url, prefix = PREFIX, deadline = DEADLINE_MS }: KurrentLogOptions) {
    this.client = KurrentDBClient.connectionString(url);
    this.prefix = prefix;
    this.deadline = deadline;
  }

  /** All or nothing; the same ids at the same place is a success. @throws WrongExpectedRevision, AppendRefused, StoreUnavailable */
  async append({ stream, expectedRevision, events }: Append): Promise<AppendResult> {
    const records = events.map((event, index) => toRecord(stream, expectedRevision + index + 1, event));
    this.connected = true;
    const streamState = expectedRevision === 0 ? NO_STREAM : BigInt(expectedRevision - 1);
    try {
      const { success, position } = await within(
        this.deadline,
        this.client.appendToStream(this.prefix + stream, records, { streamState, requiresLeader: true, deadline: this.deadline }),
      );
      if (!success) throw new WrongExpectedRevision(stream, expectedRevision); // throwOnAppendFailure=false in the connection string
      const revision = expectedRevision + events.length;
      return { revision, position: isKnown(position) ? toPosition(position) : await this.positionOf(stream, revision) };
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const meaning = error instanceof WrongExpectedRevision ? 'conflict' : meaningOf(error);
      if (meaning === 'refused') throw new AppendRefused('KurrentDB does not take the append', { cause: error });
      // Whatever else it is: nobody can tell whether the events were written, so that it must be asked again.
      if (meaning !== 'conflict') throw new StoreUnavailable('the append to KurrentDB failed', { cause: error });
      const existing = await this.find(stream, expectedRevision, events);
      if (existing) return existing;
      throw new WrongExpectedRevision(stream, expectedRevision);
    }
  }

  /** The place of these events, if they are where they were to be written. */
  async find(stream: string, expectedRevision: number, events: readonly { readonly id: string }[]): Promise<AppendResult | undefined> {
    const stored = await this.records(stream, expectedRevision + 1, events.length);
    const same = stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id);
    const last = stored.at(-1);
    return same && last ? { revision: last.revision, position: last.position } : undefined;
  }

  /** Number of the stream's last event; 0 when there is none. */
  async revision(stream: string): Promise<number> {
    const reading = this.client.readStream(this.prefix + stream, {
      direction: BACKWARDS,
      fromRevision: END,
      maxCount: 1,
      requiresLeader: true,
    });
    for await (const { event } of this.paced(reading)) return Number(event!.revision) + 1;
    return 0;
  }

  async readStream(stream: string, fromRevision = 1): Promise<StoredEvent[]> {
    return (await this.records(stream, fromRevision)).map(eventOf);
  }

  async readAll(after: Position, limit: number): Promise<Page> {
    const { records, next } = await this.readRecords(after, limit);
    return { events: records.map(eventOf), next };
  }

  /** Events with their stored leaves. */
  async readRecords(after: Position, limit: number): Promise<{ records: Record[]; next: Position }> {
    const records: Record[] = [];
    // A read begins at its position, which may hold the last event that was seen.
    const reading = this.client.readAll({
      fromPosition: readFrom(after),
      maxCount: limit + 1,
      filter: this.filter(),
      requiresLeader: true,
    });
    for await (const resolved of this.paced(reading)) {
      const record = this.recordOf(resolved);
      if (record && !hasReached(after, record.position) && records.length < limit) records.push(record);
    }
    return { records, next: records.at(-1)?.position ?? after };
  }

  /** The place of our newest event. */
  async head(): Promise<Position> {
    const reading = this.client.readAll({
      direction: BACKWARDS,
      fromPosition: END,
      maxCount: 1,
      filter: this.filter(),
      requiresLeader: true,
    });
    for await (const { event } of this.paced(reading)) return toPosition(event!.position);
    return BEGINNING;
  }

  /** A catch-up subscription with the filter on the server's side. @throws StoreUnavailable when it breaks or never begins */
  async *follow(after: Position, options: FollowOptions): AsyncGenerator<Page> {
    this.connected = true;
    yield* subscriptionPages(
      (checkpointReached, buffers) =>
        this.client.subscribeToAll(
          { fromPosition: readFrom(after), filter: this.filter(checkpointReached), requiresLeader: true },
          buffers as ReadableOptions,
        ),
      (resolved) => {
        const record = this.recordOf(resolved);
        return record && eventOf(record);
      },
      { ...options, deadline: this.deadline },
    );
  }

  /** Ends what is open. The client ends its calls but keeps its connection, which would keep the process alive. */
  async close(): Promise<void> {
    await this.client.dispose();
    if (!this.connected) return;
    const { getChannel } = this.client as unknown as { getChannel(): Promise<{ close(): void }> };
    await within(this.deadline, getChannel()).then(
      (channel) => channel.close(),
      () => undefined,
    );
  }

  private filter(checkpointReached?: Parameters<typeof streamNameFilter>[0]['checkpointReached']) {
    return streamNameFilter({
      prefixes: [this.prefix],
      checkpointInterval: 1,
      maxSearchWindow: 512,
      ...(checkpointReached ? { checkpointReached } : {}),
    });
  }

  /** Undefined for what the filter should have kept out. */
  private recordOf({ event }: AllStreamResolvedEvent): Record | undefined {
    if (!event?.streamId.startsWith(this.prefix)) return undefined;
    return fromRecord(event.streamId.slice(this.prefix.length), event, toPosition(event.position));
  }

  private async records(stream: string, fromRevision: number, count = Number.MAX_SAFE_INTEGER): Promise<Record[]> {
    const records: Record[] = [];
    const reading = this.client.readStream(this.prefix + stream, {
      fromRevision: BigInt(fromRevision - 1),
      maxCount: count,
      requiresLeader: true,
    });
    let head: Position | undefined;
    for await (const { event } of this.paced(reading)) {
      const position = isKnown(event!.position) ? toPosition(event!.position) : (head ??= await this.head());
      records.push(fromRecord(stream, event!, position));
    }
    return records;
  }

  private async positionOf(stream: string, revision: number): Promise<Position> {
    return (await this.records(stream, revision, 1))[0]?.position ?? this.head();
  }

  /** Each step has its time; a stream that isn't there has no events. */
  private async *paced<T>(reading: AsyncIterableIterator<T>): AsyncGenerator<T> {
    try {
      for (;;) {
        const { done, value } = await within(this.deadline, reading.next());
        if (done) return;
        yield value;
      }
    } catch (error) {
      if (meaningOf(error) !== 'missing') throw error;
    }
  }
}
