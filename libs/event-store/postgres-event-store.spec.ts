import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { EventStore1700000001000 } from './migration.js';
import { BEGINNING, WrongExpectedRevision, type NewEvent, type Position } from './event-store.js';
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
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, [EventStore1700000001000]),
    });
    pool = new Pool({ connectionString: test.appUrl, max: 20 });
    store = new PostgresEventStore(pool);
  });
  afterEach(async () => {
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
    await expect(store.append({ stream: 's-2', expectedRevision: 0, events: [once] })).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await store.readStream('s-1')).toHaveLength(1);
  });

  it('lets exactly one of many racing writers through', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.append({ stream: 's-1', expectedRevision: 0, events: [event()] })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.readStream('s-1')).toHaveLength(1);
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
      const one = {
        n: 1,
        id: randomUUID(),
        type: 'test.Late',
        version: 1,
        data: {},
        metadata: {},
        occurred_at: new Date(),
        recorded_at: new Date(),
        leaf: '00',
      };
      await client.query('SELECT * FROM es.append($1, 0, $2, $3)', [`late-${randomUUID()}`, JSON.stringify([one]), '[]']);
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
