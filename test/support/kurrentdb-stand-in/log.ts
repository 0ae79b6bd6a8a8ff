import { EventEmitter } from 'node:events';

/** An event as the stand-in keeps it. Revisions count from 0, as KurrentDB's do. */
export interface Kept {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: Date;
}
export type Proposed = Pick<Kept, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** -1: the stream must not exist; null: anything goes. */
export type Expected = bigint | null;
export type Appended =
  | { readonly ok: true; readonly revision: bigint; readonly position: bigint }
  | { readonly ok: false; readonly current: bigint; readonly expected: bigint };

/** An in-memory log with KurrentDB's rules for expected revisions and for appends that are sent again. It is a stand-in for tests, not KurrentDB. */
export class StandInLog extends EventEmitter {
  readonly events: Kept[] = [];
  private readonly streams = new Map<string, Kept[]>();
  private end = 1_000n;

  constructor() {
    super();
    this.setMaxListeners(0);
    this.system();
  }

  /** Something of the server's own, which every subscriber's filter must keep out. */
  system(): void {
    this.append('$stats-0.0.0.0:2113', null, [
      {
        id: crypto.randomUUID(),
        type: '$statsCollected',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.alloc(0),
      },
    ]);
  }

  stream(name: string): readonly Kept[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Appended {
    const kept = this.streams.get(stream) ?? [];
    const current = BigInt(kept.length) - 1n;
    if (expected !== null && expected !== current) {
      const there = kept.slice(Number(expected) + 1, Number(expected) + 1 + proposed.length);
      const again = expected < current && there.length === proposed.length && there.every(({ id }, index) => id === proposed[index]!.id);
      return again ? { ok: true, revision: there.at(-1)!.revision, position: there.at(-1)!.position } : { ok: false, current, expected };
    }
    for (const one of proposed) {
      this.end += BigInt(one.data.length + one.metadata.length + 64);
      const event = { ...one, stream, position: this.end, revision: BigInt(kept.length), created: new Date() };
      kept.push(event);
      this.events.push(event);
    }
    this.streams.set(stream, kept);
    this.emit('appended');
    return { ok: true, revision: BigInt(kept.length) - 1n, position: this.end };
  }
}
