import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { EventStore1700000001001 } from './migration.js';
import { canonicalEvent, leafOf } from '../leaf-hash.js';
import { BEGINNING, WrongExpectedRevision, type NewEvent, type Position } from '../event-store.js';
import { PostgresEventStore } from './postgres-event-store.js';

const event = (data: Record<string, unknown> = {}, id = randomUUID()): NewEvent => ({
  id,
  type: 'test.Happened',
  version: 1,
  data,
  metadata: { agency: 'a', case: 'c' },
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  recordedAt: new Date('2026-01-02T03:04:06.789Z'),
});

describe('the event store on PostgreSQL', () => {
  let test: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeEach(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'event-store',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, [EventStore1700000001001]),
    });
    pool = createPool(test.appUrl, { max: 20, applicationName: 'test' });
    store = new PostgresEventStore(pool);
  });
  afterEach(async () => {
    await store.close();
    await pool.end();
    await test.drop();
  });

  it('reads back what was appended, in order, with times and metadata', async () => {
    await store.append({ stream: 's-1', expectedRevision: 0, events: [event({ n: 1 }), event({ n: 2 })] });
    const { revision } = await store.append({ stream: 's-1', expectedRevision: 2, events: [event({ n: 3 })] });
    const read = await store.readStream('s-1');
    expect(revision).toBe(3);
    expect(read.map(({ revision, data }) => [revision, data['n']])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(read[0]!.occurredAt.toISOString()).toBe('2026-01-02T03:04:05.678Z');
    expect(read[0]!.metadata).toEqual({ agency: 'a', case: 'c' });
    expect(await store.readStream('s-1', 3)).toHaveLength(1);
    expect(await store.readStream('s-unknown')).toEqual([]);
  });

  it.each([
    ['behind', 1],
    ['ahead', 5],
    ['new although it exists', 0],
  ])('refuses a writer that is %s', async (_, expectedRevision) => {
    await store.append({ stream: 's-1', expectedRevision: 0, events: [event(), event()] });
    await expect(store.append({ stream: 's-1', expectedRevision, events: [event()] })).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await store.readStream('s-1')).toHaveLength(2);
  });

  it('answers the same ids at the same place with the first result, and other ids with a conflict', async () => {
    const once = event({ n: 1 });
    const first = await store.append({ stream: 's-1', expectedRevision: 0, events: [once] });
    expect(await store.append({ stream: 's-1', expectedRevision: 0, events: [once] })).toEqual(first);
    await expect(store.append({ stream: 's-1', expectedRevision: 0, events: [event()] })).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await store.readStream('s-1')).toHaveLength(1);
  });

  it('lets exactly one of many racing writers through', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.append({ stream: 's-1', expectedRevision: 0, events: [event()] })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.readStream('s-1')).toHaveLength(1);
  });

  it('reads a stream of 10,000 events in bounded parts, whole and in order', async () => {
    for (let n = 0; n < 10; n++)
      await store.append({ stream: 's-long', expectedRevision: n * 1000, events: Array.from({ length: 1000 }, () => event()) });
    const read = await store.readStream('s-long');
    expect(read.map(({ revision }) => revision)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  });

  it('keeps the canonical text letter for letter, so that its leaf can be computed again', async () => {
    const one = event({ å: 'ö "\\', z: [1, { b: null, a: 1e21 }], a: true });
    await store.append({ stream: 's-1', expectedRevision: 0, events: [one] });
    const { rows } = await pool.query<{ leaf: Buffer; data: string }>('SELECT leaf, data::text AS data FROM es.events');
    expect(rows[0]!.leaf.toString('hex')).toBe(leafOf(canonicalEvent('s-1', 1, (await store.readStream('s-1'))[0]!)));
    expect(rows[0]!.data).toBe('{"a":true,"z":[1,{"a":1e+21,"b":null}],"å":"ö \\"\\\\"}');
  });

  describe('commits that share a transaction', () => {
    it('fail alone: a conflict costs the others nothing', async () => {
      await store.append({ stream: 's-3', expectedRevision: 0, events: [event()] });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, n) => store.append({ stream: `s-${n}`, expectedRevision: 0, events: [event(), event()] })),
      );
      expect(outcomes.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([3]);
      const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM es.events');
      expect(rows[0]!.n).toBe(1 + 39 * 2);
    });

    it('take fewer transactions than there are commits', async () => {
      let transactions = 0;
      let commits = 0;
      const counting = new PostgresEventStore(pool, pool, (many) => {
        transactions++;
        commits += many;
      });
      await Promise.all(
        Array.from({ length: 100 }, (_, n) => counting.append({ stream: `s-${n}`, expectedRevision: 0, events: [event()] })),
      );
      expect(commits).toBe(100);
      expect(transactions).toBeLessThan(20);
    });

    it('carry their companions whole: what one of them may not do undoes its own events alone', async () => {
      const owner = new Client({ connectionString: test.migrateUrl });
      await owner.connect();
      await owner.query(`CREATE TABLE es.kept (n int PRIMARY KEY);
        GRANT INSERT, SELECT ON es.kept TO insatskedja_app;
        CREATE FUNCTION es.keep(rows json) RETURNS void LANGUAGE sql AS 'INSERT INTO es.kept SELECT (r->>''n'')::int FROM json_array_elements(rows) r';
        SELECT es.register_companion('kept', 'es.keep')`);
      await owner.end();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) =>
          store.append({ stream: `s-${n}`, expectedRevision: 0, events: [event()], companions: [{ name: 'kept', rows: [{ n: n % 29 }] }] }),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1); // 0 and 29 keep the same row
      const { rows } = await pool.query(
        'SELECT (SELECT count(*)::int FROM es.kept) AS kept, (SELECT count(*)::int FROM es.events) AS events',
      );
      expect(rows[0]).toEqual({ kept: 29, events: 29 });
    });
  });

  it('is the same log when it is hash-partitioned', async () => {
    const parted = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'event-store-parted',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, [EventStore1700000001001], { eventPartitions: 4 }),
    });
    const its = createPool(parted.appUrl, { max: 8, applicationName: 'test' });
    const log = new PostgresEventStore(its);
    try {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => log.append({ stream: `s-${n}`, expectedRevision: 0, events: [event({ n })] })),
      );
      await expect(log.append({ stream: 's-7', expectedRevision: 0, events: [event()] })).rejects.toBeInstanceOf(WrongExpectedRevision);
      await log.append({ stream: 's-7', expectedRevision: 1, events: [event()] });
      const { events } = await log.readAll(BEGINNING, 100);
      expect(events.map(({ position }) => Number(position))).toEqual(events.map(({ position }) => Number(position)).sort((a, b) => a - b));
      expect(events).toHaveLength(51);
      const { rows } = await its.query<{ n: number }>('SELECT count(DISTINCT tableoid)::int AS n FROM es.events');
      expect(rows[0]!.n).toBe(4);
    } finally {
      await log.close();
      await its.end();
      await parted.drop();
    }
  });

  describe('a follower', () => {
    it('gets what is there, then each new page, and ends when told', async () => {
      await store.append({ stream: 's-1', expectedRevision: 0, events: [event({ n: 1 })] });
      const stop = new AbortController();
      const seen: unknown[] = [];
      const following = (async () => {
        for await (const { events } of store.follow(BEGINNING, { signal: stop.signal })) {
          seen.push(...events.map(({ data }) => data['n']));
          if (seen.length === 3) stop.abort();
        }
      })();
      await store.append({ stream: 's-1', expectedRevision: 1, events: [event({ n: 2 })] });
      const another = new PostgresEventStore(pool);
      await another.append({ stream: 's-1', expectedRevision: 2, events: [event({ n: 3 })] }); // not in this instance: LISTEN, or the poll
      await following;
      await another.close();
      expect(seen).toEqual([1, 2, 3]);
    });

    it('is not run ahead of: a slow one holds back the reading', async () => {
      for (let n = 0; n < 20; n++) await store.append({ stream: `s-${n}`, expectedRevision: 0, events: [event()] });
      const stop = new AbortController();
      const pages = store.follow(BEGINNING, { signal: stop.signal, limit: 5 })[Symbol.asyncIterator]();
      const first = await pages.next();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const second = await pages.next();
      expect([first.value?.events.length, second.value?.events.length]).toEqual([5, 5]);
      stop.abort();
    });
  });

  describe('a subscriber', () => {
    /** The trap: positions are taken before they commit, so "greater than the last seen" skips whoever commits late. */
    const naive = async (after: Position): Promise<Position[]> =>
      (await pool.query<{ position: string }>('SELECT position FROM es.events WHERE position > $1 ORDER BY position', [after])).rows.map(
        ({ position }) => position,
      );

    const appendLate = async (): Promise<{ commit: () => Promise<void>; abort: () => Promise<void> }> => {
      const client = new Client({ connectionString: test.appUrl });
      await client.connect();
      await client.query('BEGIN');
      const stream = `late-${randomUUID()}`;
      const canonical = canonicalEvent(stream, 1, { ...event(), type: 'test.Late' });
      await client.query('SELECT es.commit($1, 1, NULL)', [`[{"leaf":"${leafOf(canonical)}",${canonical.slice(1)}]`]);
      const end = (command: string) => async (): Promise<void> => {
        await client.query(command);
        await client.end();
      };
      return { commit: end('COMMIT'), abort: end('ROLLBACK') };
    };

    it('waits for an event that commits late; the naive reader misses it', async () => {
      const late = await appendLate();
      await store.append({ stream: 's-early', expectedRevision: 0, events: [event()] });

      const before = await store.readAll(BEGINNING, 100);
      const naiveBefore = await naive(BEGINNING);
      await late.commit();
      const after = await store.readAll(before.next, 100);
      const naiveAfter = await naive(naiveBefore.at(-1) ?? BEGINNING);

      expect(before.events).toHaveLength(0);
      expect(after.events.map(({ type }) => type)).toEqual(['test.Late', 'test.Happened']);
      expect([...naiveBefore, ...naiveAfter]).toHaveLength(1); // the control: one of the two was never delivered
    });

    it('goes on when the late writer gives up', async () => {
      const late = await appendLate();
      await store.append({ stream: 's-early', expectedRevision: 0, events: [event()] });
      await late.abort();
      expect((await store.readAll(BEGINNING, 100)).events.map(({ type }) => type)).toEqual(['test.Happened']);
    });

    it('gets every event once and in the order of each stream, from eight writers with random pauses and rollbacks', async () => {
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        let written = 0;
        for (let n = 0; n < 60; n++) {
          if (n % 7 === writer % 7) {
            const late = await appendLate();
            setTimeout(() => void (n % 2 ? late.commit() : late.abort()), Math.random() * 20);
          }
          await store.append({ stream: `w-${writer}`, expectedRevision: n, events: [event({ n })] });
          written += 1;
        }
        return written;
      });
      const seen: { stream: string; revision: number; id: string }[] = [];
      let at = BEGINNING;
      let finished = false;
      const reading = (async () => {
        for (;;) {
          const last = finished;
          const { events, next } = await store.readAll(at, 50);
          seen.push(...events);
          if (last && next === at) return;
          at = next;
        }
      })();
      await Promise.all(writers);
      await new Promise((resolve) => setTimeout(resolve, 100));
      finished = true;
      await reading;

      const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM es.events');
      expect(seen).toHaveLength(Number(rows[0]!.count));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      for (let writer = 0; writer < 8; writer++)
        expect(seen.filter(({ stream }) => stream === `w-${writer}`).map(({ revision }) => revision)).toEqual(
          Array.from({ length: 60 }, (_, n) => n + 1),
        );
    });
  });
});
