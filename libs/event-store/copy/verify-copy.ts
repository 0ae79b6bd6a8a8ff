import { createHash, type Hash } from 'node:crypto';
import { BEGINNING, type Page, type Position, type StoredEvent } from '../event-store.js';
import { canonicalEvent, leafOf } from '../leaf-hash.js';
import type { CopyLog } from './copy-events.js';

const PAGE = 500;

/** A log as its reader finds it: how many events, and hashes over their leaf hashes, of each stream and of all in their order. */
export class LogDigest {
  events = 0;
  private readonly whole: Hash = createHash('sha256');
  private readonly streams = new Map<string, { count: number; hash: Buffer }>();

  add(event: StoredEvent, leaf: string): void {
    const stream = this.streams.get(event.stream) ?? { count: 0, hash: Buffer.alloc(32) };
    this.streams.set(event.stream, { count: stream.count + 1, hash: createHash('sha256').update(stream.hash).update(leaf).digest() });
    this.whole.update(event.id).update(leaf);
    this.events += 1;
  }

  /** Over all events, their ids and their order, in hex. Ends the digest. */
  total(): string {
    return this.whole.digest('hex');
  }

  get streamCount(): number {
    return this.streams.size;
  }

  /** Streams that are not the same in both. */
  differing(other: LogDigest): string[] {
    const names = new Set([...this.streams.keys(), ...other.streams.keys()]);
    return [...names].filter((name) => {
      const [mine, theirs] = [this.streams.get(name), other.streams.get(name)];
      return mine?.count !== theirs?.count || !mine!.hash.equals(theirs!.hash);
    });
  }
}

/** An engine as a verification reads it: with the leaf hashes that were stored beside the events. */
export interface VerifiableLog extends CopyLog {
  readLeaves(after: Position, limit: number): Promise<Page & { readonly leaves: readonly string[] }>;
}

export interface Verification {
  readonly events: number;
  readonly streams: number;
  readonly hash: string;
  /** For each asked position of the source, where a reader that had come there stands in the target. */
  readonly places: ReadonlyMap<Position, Position>;
  /** Where the source ended. */
  readonly end: Position;
}

/** A copy is not what it was copied from. */
export class CopyDiffers extends Error {}

/**
 * Reads both logs from the beginning and compares them: ids, streams, revisions, order, every field by its leaf hash, and the stored leaves themselves.
 * @param checkpoints positions in the source that are to be found again in the target
 * @throws CopyDiffers with where
 */
export const verifyCopy = async (
  source: VerifiableLog,
  target: VerifiableLog,
  checkpoints: readonly Position[],
  onProgress: (events: number) => void,
): Promise<Verification> => {
  const [digest, copied] = [new LogDigest(), new LogDigest()];
  const places = new Map<Position, Position>(checkpoints.map((position) => [position, BEGINNING]));
  const reading = read(target, copied);
  let end = BEGINNING;
  for await (const event of read(source, digest)) {
    const { value: copy } = (await reading.next()) as { value: StoredEvent | undefined };
    if (copy?.id !== event.id)
      throw new CopyDiffers(`event ${digest.events} of the source is ${copy ? 'another' : 'missing'} in the target`);
    for (const position of checkpoints) if (source.reached(position, event.position)) places.set(position, copy.position);
    end = event.position;
    if (digest.events % PAGE === 0) onProgress(digest.events);
  }
  if (!(await reading.next()).done) throw new CopyDiffers(`the target holds more than the ${digest.events} events of the source`);
  const differing = digest.differing(copied);
  if (differing.length > 0) throw new CopyDiffers(`${differing.length} streams differ, such as ${differing[0]}`);
  const hash = digest.total();
  if (hash !== copied.total()) throw new CopyDiffers('the order of all events differs');
  onProgress(digest.events);
  return { events: digest.events, streams: digest.streamCount, hash, places, end };
};

async function* read(log: VerifiableLog, digest: LogDigest): AsyncGenerator<StoredEvent> {
  for (let at = BEGINNING; ;) {
    const { events, next, leaves } = await log.readLeaves(at, PAGE);
    for (const [index, event] of events.entries()) {
      const leaf = leafOf(canonicalEvent(event.stream, event.revision, event));
      if (leaf !== leaves[index]) throw new CopyDiffers(`event ${event.id} does not match the leaf hash that was stored with it`);
      digest.add(event, leaf);
      yield event;
    }
    if (next === at || events.length === 0) return;
    at = next;
  }
}
