import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { BEGINNING, PostgresEventStore, type Position } from '#libs/event-store';
import { createPool } from '#libs/postgres';

/** What one reader of the whole log got, by stream: events must come once, and in their stream's order. */
export class Watched {
  seen = 0;
  repeated = 0;
  outOfOrder = 0;
  private readonly revisions = new Map<string, Set<number>>();
  private readonly last = new Map<string, number>();

  take(stream: string, revision: number): void {
    let got = this.revisions.get(stream);
    if (!got) this.revisions.set(stream, (got = new Set()));
    if (got.has(revision)) {
      this.repeated += 1;
      return;
    }
    got.add(revision);
    this.seen += 1;
    const last = this.last.get(stream) ?? 0;
    if (revision < last) this.outOfOrder += 1;
    this.last.set(stream, Math.max(last, revision));
  }

  /** Events up to each stream's end that never came. */
  missing(ends: ReadonlyMap<string, number>): number {
    let missing = 0;
    for (const [stream, end] of ends) missing += end - (this.revisions.get(stream)?.size ?? 0);
    return missing;
  }
}

/** Reads to the end of the log and goes on until `finished` and nothing more comes. */
export interface Watcher {
  readonly name: string;
  readonly watched: Watched;
  run(finished: () => boolean): Promise<void>;
}

/** A subscriber through the store's own port. */
export const subscriber = (name: string, url: string, page: number): Watcher => {
  const watched = new Watched();
  return {
    name,
    watched,
    run: async (finished) => {
      const pool = createPool(url, { max: 1, applicationName: 'faults-subscriber' });
      const store = new PostgresEventStore(pool);
      for (let at: Position = BEGINNING; ;) {
        const last = finished();
        const { events, next } = await store.readAll(at, page);
        for (const { stream, revision } of events) watched.take(stream, revision);
        if (next === at && last) break;
        if (next === at) await sleep(5);
        at = next;
      }
      await store.close();
      await pool.end();
    },
  };
};

/** A subscriber that follows: pages as they come, without asking. It waits for the log's end by the port's own measure. */
export const follower = (name: string, url: string): Watcher => {
  const watched = new Watched();
  return {
    name,
    watched,
    run: async (finished) => {
      const pool = createPool(url, { max: 3, applicationName: 'faults-follower' });
      const store = new PostgresEventStore(pool);
      const stop = new AbortController();
      let at: Position = BEGINNING;
      const ending = (async () => {
        while (!finished()) await sleep(50);
        const end = await store.head();
        while (!store.reached(at, end)) await sleep(20);
        stop.abort();
      })();
      for await (const { events, next } of store.follow(at, { signal: stop.signal })) {
        for (const { stream, revision } of events) watched.take(stream, revision);
        at = next;
      }
      await ending;
      await store.close();
      await pool.end();
    },
  };
};

/** The control: everything after the last position it has seen, as one writes it before one knows better. */
export const naivePoller = (url: string, page: number): Watcher => {
  const watched = new Watched();
  return {
    name: 'naive',
    watched,
    run: async (finished) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (let at = '0'; ;) {
        const last = finished();
        const { rows } = await client.query<{ position: string; stream: string; revision: string }>(
          'SELECT position, stream, revision FROM es.events WHERE position > $1 ORDER BY position LIMIT $2',
          [at, page],
        );
        for (const { stream, revision } of rows) watched.take(stream, Number(revision));
        if (rows.length === 0 && last) break;
        if (rows.length === 0) await sleep(5);
        at = rows.at(-1)?.position ?? at;
      }
      await client.end();
    },
  };
};
