import { Client, type Pool } from 'pg';
import {
  BEGINNING,
  CopyDiffers,
  ForeignEvents,
  KurrentEventStore,
  kurrentLog,
  PostgresEventStore,
  postgresLog,
  verifyCopy,
  copyEvents,
  type Position,
} from '#libs/event-store';
import { parseSettings, type Settings } from '#config/settings';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { settleEngine } from '#src/app/event-store';
import { copyBetweenEngines, moveEvents, type EngineName } from '#src/app/operator/events-copy';
import { migrations } from '#src/app/rooms';
import { newEvent } from '../conformance/event-store.js';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';

/** Between a real PostgreSQL and a stand-in for KurrentDB (not KurrentDB itself), by the real client. */
describe('events:copy', () => {
  let standIn: KurrentDbStandIn;
  let database: TestDatabase;
  let app: Pool;
  let projector: Pool;
  let postgres: PostgresEventStore;
  let kurrent: KurrentEventStore;
  let settings: Settings;
  const said: string[] = [];

  beforeEach(async () => {
    said.length = 0;
    standIn = await KurrentDbStandIn.start();
    database = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'all-tables-for-copies',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
    });
    app = createPool(database.appUrl, { max: 6, applicationName: 'test' });
    projector = createPool(database.projectorUrl, { max: 6, applicationName: 'test', derived: true });
    postgres = new PostgresEventStore(app, projector);
    kurrent = new KurrentEventStore({ url: standIn.url, pool: app });
    settings = parseSettings({ KURRENTDB_URL: standIn.url });
  });
  afterEach(async () => {
    await Promise.all([postgres.close(), kurrent.close()]);
    await Promise.all([app.end(), projector.end()]);
    await database.drop();
    await standIn.stop();
  });

  const logs = () => [postgresLog(postgres, projector), kurrentLog(kurrent)] as const;
  const fill = async (count: number, from = 0): Promise<void> => {
    for (let n = from; n < from + count; n++) {
      const stream = `record-${n % 7}`;
      const expectedRevision = (await postgres.readStream(stream)).length;
      const events = Array.from({ length: (n % 3) + 1 }, (_, m) => newEvent({ n, m, text: 'Åsa "x"', nested: { z: 1, a: [null, 1.5] } }));
      await postgres.append({ stream, expectedRevision, events });
    }
  };
  const noted = { onPage: async () => undefined };

  it('keeps order, ids, times and every letter, there and back', async () => {
    await fill(60);
    const [here, there] = logs();
    await copyEvents({ source: here, target: there, from: BEGINNING, ...noted });
    const outcome = await verifyCopy(here, there, [], () => undefined);
    expect(outcome).toMatchObject({ events: 120, streams: 7 });
    const all = async (store: PostgresEventStore | KurrentEventStore) =>
      (await store.readAll(BEGINNING, 1_000)).events.map(({ position: _, ...event }) => event);
    expect(await all(kurrent)).toEqual(await all(postgres));

    const other = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'all-tables-for-copies',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
    });
    const pool = createPool(other.appUrl, { max: 4, applicationName: 'test' });
    const back = new PostgresEventStore(pool);
    await copyEvents({ source: there, target: postgresLog(back, pool), from: BEGINNING, ...noted });
    expect((await verifyCopy(there, postgresLog(back, pool), [], () => undefined)).hash).toBe(outcome.hash);
    expect(await all(back)).toEqual(await all(postgres));
    await back.close();
    await pool.end();
    await other.drop();
  });

  it('stopped anywhere, goes on from its checkpoint, and from an older one too', async () => {
    await fill(60);
    const [here, there] = logs();
    const stop = new AbortController();
    let checkpoint: Position = BEGINNING;
    let appends = 0;
    const failing = {
      ...there,
      append: async (append: Parameters<typeof there.append>[0]) => {
        if (++appends === 25) throw new Error('stopped');
        return there.append(append);
      },
    };
    await expect(
      copyEvents({ source: here, target: failing, from: BEGINNING, onPage: async (at) => void (checkpoint = at), signal: stop.signal }),
    ).rejects.toThrow('stopped');
    expect(checkpoint).toBe(BEGINNING);
    await expect(verifyCopy(here, there, [], () => undefined)).rejects.toBeInstanceOf(CopyDiffers); // control: half a copy is seen
    await fill(20, 60); // the streams' runs are longer now than those that were copied
    await copyEvents({ source: here, target: there, from: checkpoint, onPage: async (at) => void (checkpoint = at) });
    await verifyCopy(here, there, [], () => undefined);
    expect(await copyEvents({ source: here, target: there, from: BEGINNING, ...noted })).toBe(checkpoint);
    await verifyCopy(here, there, [], () => undefined);
  });

  it.each([
    ['an event more', async () => void (await kurrent.append({ stream: 'x', expectedRevision: 0, events: [newEvent()] })), /more than/],
    ['a letter that differs', async () => tamper((data) => data.replace('Åsa', 'Åse')), /leaf hash/],
    ['another order', async () => swap(), /another/],
  ])('control: sees %s', async (_, spoil, message) => {
    await fill(12);
    const [here, there] = logs();
    await copyEvents({ source: here, target: there, from: BEGINNING, ...noted });
    await spoil();
    await expect(verifyCopy(here, there, [], () => undefined)).rejects.toThrow(message);
  });
  /** Two neighbours of different streams. */
  const swap = (): void => {
    const { events } = standIn.log;
    const at = events.findIndex(
      ({ stream }, n) =>
        !stream.startsWith('$') && events[n + 1] && !events[n + 1]!.stream.startsWith('$') && events[n + 1]!.stream !== stream,
    );
    events.splice(at, 2, events[at + 1]!, events[at]!);
  };
  const tamper = (change: (data: string) => string): void => {
    const at = standIn.log.events.findIndex(({ data }) => Buffer.from(data).includes('Åsa'));
    const event = standIn.log.events[at]!;
    standIn.log.events[at] = { ...event, data: Buffer.from(change(Buffer.from(event.data).toString())) };
  };

  it('does not mix with what another installation left', async () => {
    await fill(5);
    await kurrent.append({ stream: 'record-0', expectedRevision: 0, events: [newEvent()] });
    const [here, there] = logs();
    await expect(copyEvents({ source: here, target: there, from: BEGINNING, ...noted })).rejects.toBeInstanceOf(ForeignEvents);
  });

  describe('the operator’s command', () => {
    const run = (from: EngineName, to: EngineName): Promise<void> =>
      moveEvents({ app, projector } as never, standIn.url, from, to, (line) => said.push(line));
    const engine = async (): Promise<string> => (await projector.query<{ name: string }>('SELECT name FROM es.engine')).rows[0]!.name;

    it('copies, compares and moves over; reactions stay where they were, views are made anew; and back again', async () => {
      await fill(40);
      const { events } = await postgres.readAll(BEGINNING, 1_000);
      const half = events[30]!;
      await projector.query(
        "INSERT INTO es.checkpoints (name, part, parts, version, position) VALUES ('reaction:x', 0, 1, 1, $1), ('view:y', 0, 1, 3, $1), ('reaction:new', 0, 1, 1, '0')",
        [half.position],
      );
      await run('postgres', 'kurrentdb');
      expect(said.join('\n')).toMatch(
        /\d+ events in 7 streams are the same in both. SHA-256 over all, in order: [0-9a-f]{64}\nThe events now lie in kurrentdb/,
      );
      expect(await engine()).toBe('kurrentdb');
      const places = new Map(
        (
          await projector.query<{ name: string; position: Position; version: number }>('SELECT name, position, version FROM es.checkpoints')
        ).rows.map((row) => [row.name, row]),
      );
      const next = await kurrent.readAll(places.get('reaction:x')!.position, 1);
      expect(next.events[0]!.id).toBe(events[31]!.id);
      expect(places.get('view:y')).toMatchObject({ position: '0', version: 0 });
      expect(places.get('reaction:new')!.position).toBe('0');

      await kurrent.append({ stream: 'new-1', expectedRevision: 0, events: [newEvent({ written: 'there' })] });
      await run('kurrentdb', 'postgres');
      expect(await engine()).toBe('postgres');
      expect((await postgres.readStream('new-1'))[0]!.data).toEqual({ written: 'there' });
      const back = (await projector.query<{ position: Position }>("SELECT position FROM es.checkpoints WHERE name = 'reaction:x'"))
        .rows[0]!;
      expect(back.position).toBe(half.position);
    });

    it('copies beside a running system, and does not move over', async () => {
      await fill(5);
      const running = createPool(database.appUrl, { max: 1, applicationName: 'insatskedja-app' });
      await running.query('SELECT 1');
      await run('postgres', 'kurrentdb');
      expect(said.at(-1)).toMatch(/^The system is running/);
      expect(await engine()).toBe('postgres');
      await running.end();
    });

    it.each([
      ['postgres', 'postgres', {}, /^Say from where and to where/],
      ['mysql', 'kurrentdb', {}, /^Say from where and to where/],
      ['postgres', 'kurrentdb', {}, /^KURRENTDB_URL is not set/],
    ])('refuses to copy from %s to %s', async (from, to, env, sentence) => {
      await expect(copyBetweenEngines(parseSettings(env), from, to, () => undefined)).rejects.toThrow(sentence);
    });

    it('refuses to copy from where the events are not, and with commits under way', async () => {
      await expect(run('kurrentdb', 'postgres')).rejects.toThrow(/^The events lie in postgres, not in kurrentdb/);
      await fill(2);
      const owner = new Client({ connectionString: database.migrateUrl });
      await owner.connect();
      await owner.query(
        `INSERT INTO es.pending_commits (commit_id, stream, expected, event_ids, commit, denies, owner, lease_until) VALUES (gen_random_uuid(), 's', 0, '{}', '{}', false, gen_random_uuid(), now())`,
      );
      await expect(run('postgres', 'kurrentdb')).rejects.toThrow(/^Commits are under way/);
      await owner.query('TRUNCATE es.pending_commits CASCADE');
      await owner.end();
    });

    it('refuses to copy to a log that is somebody else’s', async () => {
      await fill(2);
      await kurrent.append({ stream: 'other-1', expectedRevision: 0, events: [newEvent()] });
      await expect(run('postgres', 'kurrentdb')).rejects.toThrow(/another installation/);
    });
  });

  describe('at start', () => {
    const settle = (given: Partial<Settings>) =>
      settleEngine({
        settings: { ...settings, ...given } as Settings,
        database: { app, projector } as never,
        progress: (line) => said.push(line),
      });
    const on = { eventStore: 'kurrentdb' } as const;
    const nowhere = { ...on, kurrentDbUrl: 'kurrentdb://127.0.0.1:9?tls=false' };

    it('a new installation takes the engine it is started with, and keeps to it', async () => {
      await settle(on);
      await settle(on);
      await expect(settle({ eventStore: 'postgres' })).resolves.toBeUndefined(); // nothing was written yet
    });

    it('says where the events lie when the setting says otherwise', async () => {
      await fill(1);
      await expect(settle(on)).rejects.toThrow(
        /lie in postgres\. Move them first \(npm run events:copy -- --from postgres --to kurrentdb\)/,
      );
    });

    it('says that KurrentDB does not answer, and that it holds somebody else’s events', async () => {
      await expect(settle(nowhere)).rejects.toThrow(/^KurrentDB does not answer at KURRENTDB_URL/);
      await kurrent.append({ stream: 'x', expectedRevision: 0, events: [newEvent()] });
      await expect(settle(on)).rejects.toThrow(/another installation/);
    });

    it('lets people read while KurrentDB is away', async () => {
      await settle(on);
      await settle(nowhere);
      expect(said.at(-1)).toMatch(/People can read meanwhile/);
    });
  });
});
