import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client, type Pool } from 'pg';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { BEGINNING, type StoredEvent } from '../event-store.js';
import { EventStore1700000001001 } from '../postgres/migration.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { belongsTo, sharesOf, type Projection } from './projection.js';
import { ProjectionWorker } from './projection-worker.js';
import { rebuild } from './rebuild.js';
import { applyRowChanges, patch, put, remove, type RowChange } from './row-change.js';
import { CheckpointMoved } from './subscription.js';

const counting: Projection = {
  name: 'view:counting',
  version: 1,
  tables: ['views.counting'],
  project: ({ stream, revision, data }: StoredEvent) => [put('views.counting', { stream }, { revision, data })],
};

describe('a projection', () => {
  let test: TestDatabase;
  let app: Pool;
  let projector: Pool;
  let store: PostgresEventStore;

  beforeEach(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'projection',
      prepare: async ({ migrateUrl }) => {
        await runMigrations(migrateUrl, [EventStore1700000001001]);
        const client = new Client({ connectionString: migrateUrl });
        await client.connect();
        await client.query(`CREATE SCHEMA views; CREATE TABLE views.counting (stream text PRIMARY KEY, revision int, data jsonb);
          GRANT USAGE ON SCHEMA views TO insatskedja_projector; GRANT ALL ON views.counting TO insatskedja_projector`);
        await client.end();
      },
    });
    app = createPool(test.appUrl, { max: 8, applicationName: 'test' });
    projector = createPool(test.projectorUrl, { max: 8, applicationName: 'test', derived: true });
    store = new PostgresEventStore(app);
  });
  afterEach(async () => {
    await store.close();
    await Promise.all([app.end(), projector.end()]);
    await test.drop();
  });

  const append = async (stream: string, count: number, from = 0): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const event = { id: randomUUID(), type: 't', version: 1, data: { n }, metadata: {}, occurredAt: new Date(), recordedAt: new Date() };
      await store.append({ stream, expectedRevision: from + n, events: [event] });
    }
  };
  const catchUp = async (projection: Projection): Promise<void> => {
    const worker = new ProjectionWorker(projector, store, projection);
    const from = await worker.load();
    const { events, next } = await store.readAll(from, 1000);
    await worker.handle(events, from, next);
  };
  const rows = async (): Promise<unknown[]> => (await projector.query('SELECT stream, revision FROM views.counting ORDER BY stream')).rows;

  it('moves its checkpoint together with its rows', async () => {
    await append('a', 3);
    await catchUp(counting);
    expect(await rows()).toEqual([{ stream: 'a', revision: 3 }]);
    expect(store.reached(await new ProjectionWorker(projector, store, counting).load(), await store.head())).toBe(true);
  });

  const parked = async () =>
    (await projector.query('SELECT stream, revision::int AS revision, error FROM es.parked ORDER BY stream, revision')).rows;

  describe('with an event that it cannot handle', () => {
    let broken = true;
    const fragile: Projection = {
      ...counting,
      project: (event) => {
        if (broken && event.stream === 'bad' && event.revision === 2) throw new TypeError('a fault of ours');
        if (broken && event.stream === 'sql') return [patch('views.counting', { stream: 'sql' }, { no_such_column: 1 })];
        return counting.project(event);
      },
    };
    beforeEach(async () => {
      broken = true;
      await append('good', 2);
      await append('bad', 3);
      await append('sql', 1);
      await append('later', 1);
      await catchUp(fragile);
    });

    it('parks it with its stream, and with nothing else', async () => {
      expect(await rows()).toEqual([
        { stream: 'bad', revision: 1 },
        { stream: 'good', revision: 2 },
        { stream: 'later', revision: 1 },
      ]);
      expect(await parked()).toEqual([
        { stream: 'bad', revision: 2, error: 'TypeError' },
        { stream: 'bad', revision: 3, error: 'behind-a-parked-event' },
        { stream: 'sql', revision: 1, error: 'error 42703' },
      ]);
      await append('bad', 1, 3);
      await append('good', 1, 2);
      await catchUp(fragile);
      expect((await rows())[0]).toEqual({ stream: 'bad', revision: 1 }); // order within the stream is kept
      expect((await rows())[1]).toEqual({ stream: 'good', revision: 3 });
    });

    it('handles what was parked after the mend, when asked, in order', async () => {
      const worker = new ProjectionWorker(projector, store, fragile);
      await worker.load();
      await worker.replay();
      expect(await parked()).toHaveLength(3); // nobody asked
      await projector.query('UPDATE es.parked SET replay_asked = true');
      await worker.replay();
      expect(await parked()).toHaveLength(3); // not mended: they stay
      broken = false;
      await projector.query('UPDATE es.parked SET replay_asked = true');
      await worker.replay();
      expect(await parked()).toEqual([]);
      expect((await rows())[0]).toEqual({ stream: 'bad', revision: 3 });
      await append('bad', 1, 3);
      await catchUp(fragile);
      expect((await rows())[0]).toEqual({ stream: 'bad', revision: 4 });
    });

    it('parks it in a rebuild too, and a rebuild after the mend frees it', async () => {
      await rebuild(projector, store, fragile);
      expect(await parked()).toHaveLength(3);
      broken = false;
      await rebuild(projector, store, fragile);
      expect(await parked()).toEqual([]);
      expect(await rows()).toHaveLength(4);
    });
  });

  it('applies a page once when two instances have it', async () => {
    const adding: Projection = {
      ...counting,
      project: ({ stream }) => [remove('views.counting', { stream }), put('views.counting', { stream: randomUUID() }, { revision: 1 })],
    };
    await append('a', 4);
    const workers = [new ProjectionWorker(projector, store, adding), new ProjectionWorker(projector, store, adding)];
    const [from] = await Promise.all(workers.map((worker) => worker.load()));
    const { events, next } = await store.readAll(from!, 1000);
    const outcomes = await Promise.allSettled(workers.map((worker) => worker.handle(events, from!, next)));
    expect(outcomes.filter((one) => one.status === 'rejected' && one.reason instanceof CheckpointMoved)).toHaveLength(1);
    expect(await rows()).toHaveLength(4);
  });

  it('is not moved by an instance whose lease another has taken over', async () => {
    const [mine, other] = [randomUUID(), randomUUID()];
    const worker = new ProjectionWorker(projector, store, counting, sharesOf(counting.name)[0], mine);
    await append('a', 1);
    const from = await worker.load();
    const { events, next } = await store.readAll(from, 10);
    await projector.query('UPDATE es.checkpoints SET owner = $1', [other]);
    await expect(worker.handle(events, from, next)).rejects.toBeInstanceOf(CheckpointMoved);
    expect(await rows()).toEqual([]);
    await projector.query('UPDATE es.checkpoints SET owner = $1', [mine]);
    await worker.handle(events, from, next); // control
    expect(await rows()).toHaveLength(1);
  });

  it('runs in parts: each case falls to one of them, all cases to some', async () => {
    const inParts: Projection = { ...counting, parts: 3 };
    for (let n = 0; n < 12; n++) await append(`s-${n}`, 1);
    const shares = sharesOf(inParts.name, 3);
    const { events, next } = await store.readAll(BEGINNING, 100);
    for (const event of events) expect(shares.filter((share) => belongsTo(share, event))).toHaveLength(1);
    for (const share of shares) {
      const worker = new ProjectionWorker(projector, store, inParts, share);
      await worker.handle(events, await worker.load(), next);
      expect((await rows()).length).toBeLessThanOrEqual(12);
    }
    expect(await rows()).toHaveLength(12);
    // Cut anew, it is made anew, so that no part repeats or skips what another had done.
    const worker = new ProjectionWorker(projector, store, { ...counting, parts: 2 }, { name: counting.name, part: 1, parts: 2 });
    expect(await worker.load()).toBe(next);
    expect(await rows()).toHaveLength(12);
  });

  it('is rebuilt while it serves: readers never see an empty or half view, and what is appended meanwhile is there', async () => {
    for (let stream = 0; stream < 20; stream++) await append(`s-${stream}`, 3);
    await catchUp(counting);
    let smallest = Infinity;
    let reading = true;
    const reader = (async () => {
      while (reading) smallest = Math.min(smallest, (await rows()).length);
    })();
    let progress = 0;
    await rebuild(projector, store, { ...counting, version: 2 }, { onProgress: (done) => (progress = done) });
    reading = false;
    await reader;
    await append('later', 1);
    await catchUp({ ...counting, version: 2 });
    expect(smallest).toBe(20);
    expect(progress).toBe(60);
    expect(await rows()).toHaveLength(21);
  });

  it('rebuilds by itself when its meaning has changed', async () => {
    await append('a', 2);
    await catchUp(counting);
    const changed: Projection = {
      ...counting,
      version: 2,
      project: ({ stream, revision }) => [put('views.counting', { stream }, { revision: revision * 10 })],
    };
    await new ProjectionWorker(projector, store, changed).load();
    expect(await rows()).toEqual([{ stream: 'a', revision: 20 }]);
  });

  it('applies changes together with the outcome that they have one by one', async () => {
    const tables = async (changes: RowChange[], together: boolean): Promise<unknown[]> => {
      const client = await projector.connect();
      try {
        await client.query('BEGIN');
        if (together) await applyRowChanges(client, changes);
        else for (const change of changes) await applyRowChanges(client, [change]);
        return (await client.query('SELECT * FROM views.counting ORDER BY stream')).rows;
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    };
    const key = fc.constantFrom('a', 'b', 'c').map((stream) => ({ stream }));
    const row = fc.record(
      { revision: fc.integer({ min: 0, max: 9 }), data: fc.constantFrom(null, { x: [1] }, [{ y: 2 }]) },
      { requiredKeys: [] },
    );
    const change = fc.oneof(
      fc.tuple(key, row).map(([k, r]) => put('views.counting', k, r)),
      fc.tuple(key, row).map(([k, r]) => patch('views.counting', k, r)),
      key.map((k) => remove('views.counting', k)),
      fc.tuple(fc.integer({ min: 0, max: 9 }), row).map(([revision, r]) => patch('views.counting', { revision: String(revision) }, r)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
        expect(await tables(changes, true)).toEqual(await tables(changes, false));
      }),
      { numRuns: 150 },
    );
  });
});
