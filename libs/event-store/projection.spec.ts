import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import type { StoredEvent } from './event-store.js';
import { EventStore1700000001000 } from './migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { ProjectionRunner, type Projection } from './projection.js';
import { patch, put, remove } from './row-change.js';

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
  let runner: ProjectionRunner;

  beforeEach(async () => {
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'projection',
      prepare: async ({ migrateUrl }) => {
        await runMigrations(migrateUrl, [EventStore1700000001000]);
        const client = new Client({ connectionString: migrateUrl });
        await client.connect();
        await client.query(`CREATE SCHEMA views; CREATE TABLE views.counting (stream text PRIMARY KEY, revision int, data jsonb);
          GRANT USAGE ON SCHEMA views TO insatskedja_projector; GRANT ALL ON views.counting TO insatskedja_projector`);
        await client.end();
      },
    });
    app = new Pool({ connectionString: test.appUrl });
    projector = new Pool({ connectionString: test.projectorUrl });
    store = new PostgresEventStore(app);
    runner = new ProjectionRunner(projector, store);
  });
  afterEach(async () => {
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
    const from = await runner.checkpoint(projection);
    const { events, next } = await store.readAll(from, 1000);
    await runner.apply(projection, events, from, next);
  };
  const rows = async (): Promise<unknown[]> => (await projector.query('SELECT stream, revision FROM views.counting ORDER BY stream')).rows;

  it('moves its checkpoint together with its rows', async () => {
    await append('a', 3);
    await catchUp(counting);
    expect(await rows()).toEqual([{ stream: 'a', revision: 3 }]);
    expect(store.reached(await runner.checkpoint(counting), await store.head())).toBe(true);
  });

  it('keeps neither rows nor checkpoint when a row fails', async () => {
    const failing: Projection = {
      ...counting,
      project: (event) => [...counting.project(event), patch('views.counting', { stream: 'a' }, { no_such_column: 1 })],
    };
    await append('a', 1);
    await runner.checkpoint(failing);
    await expect(catchUp(failing)).rejects.toThrow('no_such_column');
    expect(await rows()).toEqual([]);
    expect(await runner.checkpoint(failing)).toBe('0');
  });

  it('applies a page once when two instances have it', async () => {
    const adding: Projection = {
      ...counting,
      project: ({ stream }) => [remove('views.counting', { stream }), put('views.counting', { stream: randomUUID() }, { revision: 1 })],
    };
    await append('a', 4);
    const from = await runner.checkpoint(adding);
    const { events, next } = await store.readAll(from, 1000);
    await Promise.all([runner.apply(adding, events, from, next), runner.apply(adding, events, from, next)]);
    expect(await rows()).toHaveLength(4);
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
    await runner.rebuild({ ...counting, version: 2 }, (done) => (progress = done));
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
    await runner.checkpoint(changed);
    expect(await rows()).toEqual([{ stream: 'a', revision: 20 }]);
  });
});
