import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  BEGINNING,
  StoreUnavailable,
  WrongExpectedRevision,
  type Companion,
  type KurrentEventStore,
  type KurrentEventStoreOptions,
} from '#libs/event-store';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import { kurrentEngine } from '../conformance/engines.js';
import { collect, newEvent } from '../conformance/event-store.js';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';

const CASE = '11111111-1111-4111-8111-111111111111';
const CONSENT = '22222222-2222-4222-8222-222222222222';
const at = '2026-01-02T03:04:06.789Z';

const grant = (grantId: string, consentId: string | null = CONSENT, caseId = CASE) => ({
  op: 'open-grant',
  at,
  grant: {
    grantId,
    kind: 'standing',
    caseId,
    objectId: null,
    ownerAgency: 'police',
    recordId: randomUUID(),
    recipientAgency: 'social',
    recipientFunction: 'intake',
    classes: ['support'],
    personIds: null,
    purpose: 'p',
    ground: 'g',
    ruleVersion: '1',
    consentId,
    factsFrom: at,
    validFrom: at,
    validUntil: null,
  },
});
const withdrawal = { op: 'close-grants', at, where: { consentId: CONSENT } };
const audit = () => ({
  auditId: randomUUID(),
  at,
  action: 'command',
  operation: 'o',
  outcome: 'allowed',
  objectType: 'Consent',
  ownerAgencies: [],
  personIds: [],
  hits: [],
  classes: [],
  correlationId: 'c',
  leaf: '00'.repeat(32),
});
const key = (name: string, stream: string) => ({
  staff_id: 's',
  key: name,
  request_hash: 'h',
  stream,
  revision: 1,
  event_id: randomUUID(),
  created_at: at,
});
const commit = (stream: string, name: string, ...rights: object[]): readonly Companion[] => [
  { name: 'rights', rows: rights },
  { name: 'idempotency', rows: [key(name, stream)] },
  { name: 'audit', rows: [audit()] },
];

const wholeDatabase = (): Promise<TestDatabase> =>
  createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
    templateKey: 'all-tables-for-commits',
    prepare: async ({ migrateUrl }) => {
      await runMigrations(migrateUrl, migrations);
      const client = new Client({ connectionString: migrateUrl });
      await client.connect();
      await client.query('CREATE SCHEMA notes; CREATE TABLE notes.notes (n bigserial, text text)'); // the conformance suite's, unused here
      await client.end();
    },
  });

/** Rights, idempotency and audit in PostgreSQL, events in a stand-in for KurrentDB (not KurrentDB itself). */
describe('a commit on KurrentDB', () => {
  let standIn: KurrentDbStandIn;
  let database: TestDatabase;
  let owner: Client;
  let store: KurrentEventStore;
  let open: (options?: Partial<KurrentEventStoreOptions>) => Promise<KurrentEventStore>;
  let end: () => Promise<void>;
  const stuck: unknown[] = [];

  beforeEach(async () => {
    stuck.length = 0;
    standIn = await KurrentDbStandIn.start();
    database = await wholeDatabase();
    const engine = await kurrentEngine(
      standIn.url,
      { leaseSeconds: 0.3, deadline: 1_000, onStuck: (error) => stuck.push(error) },
      async () => database,
    );
    owner = new Client({ connectionString: database.migrateUrl });
    await owner.connect();
    ({ store } = engine);
    open = engine.another as typeof open;
    end = async () => {
      await owner.end();
      await engine.end();
      await standIn.stop();
    };
  });
  afterEach(() => end());

  const one = async <T>(sql: string): Promise<T> => Object.values((await owner.query<Record<string, T>>(sql)).rows[0]!)[0]!;
  const openGrants = (): Promise<number> => one('SELECT count(*)::int FROM access.grants WHERE closed_at IS NULL');
  const pending = (): Promise<number> => one('SELECT count(*)::int FROM es.pending_commits');
  const state = async (stream: string) => ({
    events: (await store.readStream(stream)).length,
    open: await openGrants(),
    audit: await one<number>('SELECT count(*)::int FROM audit.records'),
    keys: await one<number>('SELECT count(*)::int FROM http.idempotency'),
    pending: await pending(),
  });
  const give = (stream: string, grantId = randomUUID()) =>
    store.append({ stream, expectedRevision: 0, events: [newEvent()], companions: commit(stream, stream, grant(grantId)) });

  /** The instance goes no further than this: it died, or froze, before or after a step. */
  type Steps = Record<string, (...given: unknown[]) => Promise<unknown>>;
  const stopAt = (instance: KurrentEventStore, part: 'log' | 'commits', step: string, when: 'before' | 'after'): void => {
    const steps = (instance as unknown as Record<string, Steps>)[part]!;
    const original = steps[step]!.bind(steps);
    steps[step] = async (...given) => {
      if (when === 'after') await original(...given);
      return new Promise(() => undefined);
    };
  };
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    for (const deadline = Date.now() + 4_000; !(await condition()) && Date.now() < deadline;) await sleep(20);
  };
  const recovered = async (): Promise<KurrentEventStore> => {
    const other = (await open()) as KurrentEventStore;
    for (const deadline = Date.now() + 5_000; (await pending()) > 0 && Date.now() < deadline; await sleep(50)) await other.recover();
    return other;
  };

  it('opens a grant with its event, and closes it with its withdrawal', async () => {
    await give('disclosure-1');
    expect(await state('disclosure-1')).toEqual({ events: 1, open: 1, audit: 1, keys: 1, pending: 0 });
    await store.append({
      stream: 'consent-1',
      expectedRevision: 0,
      events: [newEvent()],
      companions: commit('consent-1', 'w', withdrawal),
    });
    expect(await state('consent-1')).toEqual({ events: 1, open: 0, audit: 2, keys: 2, pending: 0 });
  });

  describe.each([
    ['before the intent', 'commits', 'prepare', 'before', false],
    ['after the intent', 'commits', 'prepare', 'after', true],
    ['before the denial', 'commits', 'deny', 'before', true],
    ['after the denial', 'commits', 'deny', 'after', true],
    ['before the append', 'log', 'append', 'before', true],
    ['after the append', 'log', 'append', 'after', true],
    ['before the rest', 'commits', 'finish', 'before', true],
    ['after the rest', 'commits', 'finish', 'after', true],
  ] as const)('whose instance dies %s', (place, part, step, when, intended) => {
    const denied = ['after the denial', 'before the append', 'after the append', 'before the rest', 'after the rest'].includes(place);

    it('withdraws: denied as soon as the event can be seen, whole after the recovery', async () => {
      await give('disclosure-1');
      const dying = (await open()) as KurrentEventStore;
      stopAt(dying, part, step, when);
      void dying.append({
        stream: 'consent-1',
        expectedRevision: 0,
        events: [newEvent()],
        companions: commit('consent-1', 'w', withdrawal),
      });
      await until(
        async () => (await openGrants()) === (denied ? 0 : 1) && (await pending()) === (intended && place !== 'after the rest' ? 1 : 0),
      );
      await sleep(100);
      expect(await openGrants()).toBe(denied ? 0 : 1);
      const [appended, stillOpen] = [(await store.readStream('consent-1')).length, await openGrants()];
      expect([appended, stillOpen]).not.toEqual([1, 1]);
      const other = await recovered();
      expect(await state('consent-1')).toEqual(
        intended ? { events: 1, open: 0, audit: 2, keys: 2, pending: 0 } : { events: 0, open: 1, audit: 1, keys: 1, pending: 0 },
      );
      await other.close();
      await dying.close();
    });

    if (step === 'deny') return;
    it('discloses: open only when the event is there, shown to no subscriber before that, whole after the recovery', async () => {
      const dying = (await open()) as KurrentEventStore;
      stopAt(dying, part, step, when);
      const stream = 'disclosure-9';
      void dying.append({ stream, expectedRevision: 0, events: [newEvent()], companions: commit(stream, 'd', grant(randomUUID())) });
      const appended = ['after the append', 'before the rest', 'after the rest'].includes(place) ? 1 : 0;
      await until(
        async () => (await store.readStream(stream)).length === appended && (place !== 'after the rest' || (await pending()) === 0),
      );
      await sleep(200);
      const events = (await store.readStream(stream)).length;
      expect((await openGrants()) <= events).toBe(true);
      expect((await store.readAll(BEGINNING, 10)).events).toHaveLength(place === 'after the rest' ? 1 : 0);
      const other = await recovered();
      expect(await state(stream)).toEqual({
        events: intended ? 1 : 0,
        open: intended ? 1 : 0,
        audit: intended ? 1 : 0,
        keys: intended ? 1 : 0,
        pending: 0,
      });
      expect((await collect(other, BEGINNING, intended ? 1 : 0, { patience: 1_000 })).events).toHaveLength(intended ? 1 : 0);
      await other.close();
      await dying.close();
    });
  });

  it('control: without recovery a commit that died after its append stays half done, and the checks see it', async () => {
    const dying = (await open()) as KurrentEventStore;
    stopAt(dying, 'log', 'append', 'after');
    void dying.append({
      stream: 'disclosure-9',
      expectedRevision: 0,
      events: [newEvent()],
      companions: commit('disclosure-9', 'd', grant(randomUUID())),
    });
    await sleep(1_000);
    expect(await state('disclosure-9')).toEqual({ events: 1, open: 0, audit: 0, keys: 0, pending: 1 });
    await dying.close();
  });

  it('control: a withdrawal that is appended first and denied after leaves a grant open beside its withdrawal', async () => {
    await give('disclosure-1');
    await store.log.append({ stream: 'consent-1', expectedRevision: 0, events: [newEvent()] });
    expect(await store.readStream('consent-1')).toHaveLength(1);
    expect(await openGrants()).toBe(1);
  });

  it('whose answer is lost is found by its ids and finished, once', async () => {
    standIn.faults.loseAnswers = true;
    await expect(give('disclosure-1')).rejects.toBeInstanceOf(StoreUnavailable);
    standIn.faults.loseAnswers = false;
    const other = await recovered();
    expect(await state('disclosure-1')).toEqual({ events: 1, open: 1, audit: 1, keys: 1, pending: 0 });
    await other.close();
  });

  it('with the same key as one under way appends nothing, and is told that the key is used', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) =>
        store.append({
          stream: `s-${n}`,
          expectedRevision: 0,
          events: [newEvent()],
          companions: commit(`s-${n}`, 'the key', grant(randomUUID(), null)),
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => (reason as { constraint?: string }).constraint);
    expect(refusals).toEqual(Array(5).fill('idempotency_pk'));
    expect((await store.readAll(BEGINNING, 10)).events).toHaveLength(1);
    expect(await openGrants()).toBe(1);
  });

  it('whose stream has gone on takes nothing away', async () => {
    await give('disclosure-1');
    await store.append({ stream: 'consent-1', expectedRevision: 0, events: [newEvent()] });
    await expect(
      store.append({ stream: 'consent-1', expectedRevision: 0, events: [newEvent()], companions: commit('consent-1', 'w', withdrawal) }),
    ).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await openGrants()).toBe(1);
    expect(await pending()).toBe(0);
  });

  it('that rests on a withdrawn consent is refused, and leaves no event', async () => {
    await store.append({
      stream: 'consent-1',
      expectedRevision: 0,
      events: [newEvent()],
      companions: commit('consent-1', 'w', withdrawal),
    });
    await expect(give('disclosure-1')).rejects.toMatchObject({ code: 'AC409' });
    expect(await store.readStream('disclosure-1')).toEqual([]);
  });

  it('that lost its consent to a withdrawal while under way opens nothing', async () => {
    const slow = (await open()) as KurrentEventStore;
    stopAt(slow, 'log', 'append', 'after');
    void slow.append({
      stream: 'disclosure-9',
      expectedRevision: 0,
      events: [newEvent()],
      companions: commit('disclosure-9', 'd', grant(randomUUID())),
    });
    await sleep(200);
    await store.append({
      stream: 'consent-1',
      expectedRevision: 0,
      events: [newEvent()],
      companions: commit('consent-1', 'w', withdrawal),
    });
    const other = await recovered();
    expect(await state('disclosure-9')).toEqual({ events: 1, open: 0, audit: 2, keys: 2, pending: 0 });
    await other.close();
    await slow.close();
  });

  it('that cannot be carried through makes its case deny every peer, and no other, until it can', async () => {
    await give('disclosure-1');
    const recordId = await one<string>('SELECT record_id FROM access.grants');
    const seenBy = async (agency: string): Promise<{ rows: number; opened: number }> => {
      const client = new Client({ connectionString: database.appUrl });
      await client.connect();
      await client.query(
        `BEGIN; SET LOCAL app.agency = '${agency}'; SET LOCAL app.duty = 'system'; SET LOCAL app.functions = '{intake}'; SET LOCAL app.now = '${at}'`,
      );
      const { rows } = await client.query<{ rows: number; opened: number }>(
        `SELECT count(*)::int AS rows, (access.granted_classes('${CASE}', 'police', '${recordId}', now(), NULL) IS NOT NULL)::int AS opened FROM access.grants`,
      );
      await client.end();
      return rows[0]!;
    };
    expect(await seenBy('social')).toEqual({ rows: 1, opened: 1 });
    await owner.query('ALTER TABLE audit.records ADD CONSTRAINT broken CHECK (false) NOT VALID');
    const consent = { stream: 'consent-1', expectedRevision: 0, events: [newEvent()] };
    await expect(store.append({ ...consent, companions: commit('consent-1', 'w') })).rejects.toMatchObject({ constraint: 'broken' });
    expect(await pending()).toBe(0); // refused at the rehearsal: nothing is appended
    await owner.query('ALTER TABLE audit.records DROP CONSTRAINT broken');
    const steps = (store as unknown as Record<string, Steps>)['log']!;
    const append = steps['append']!.bind(steps);
    steps['append'] = async (given) => {
      await owner.query('ALTER TABLE audit.records ADD CONSTRAINT broken CHECK (false) NOT VALID'); // breaks after the rehearsal
      return append(given);
    };
    await expect(store.append({ ...consent, companions: commit('consent-1', 'w') })).rejects.toMatchObject({ constraint: 'broken' });
    steps['append'] = append;
    expect(stuck).toHaveLength(1);
    expect(await seenBy('social')).toEqual({ rows: 0, opened: 0 });
    expect(await seenBy('police')).toEqual({ rows: 1, opened: 0 });
    expect((await store.readAll(BEGINNING, 10)).events).toHaveLength(2); // holds no subscriber back: the case denies instead
    await owner.query('ALTER TABLE audit.records DROP CONSTRAINT broken');
    await owner.query("UPDATE es.pending_commits SET lease_until = now() - interval '1 second'"); // its next turn
    expect(await store.recover()).toBe(1);
    expect(await seenBy('social')).toEqual({ rows: 1, opened: 1 });
    expect(await pending()).toBe(0);
  });

  it('is carried through by one of many instances that recover at once', async () => {
    const dying = (await open()) as KurrentEventStore;
    stopAt(dying, 'log', 'append', 'after');
    for (let n = 0; n < 5; n++)
      void dying.append({
        stream: `d-${n}`,
        expectedRevision: 0,
        events: [newEvent()],
        companions: commit(`d-${n}`, `k${n}`, grant(randomUUID(), null, randomUUID())), // in one case they would wait for each other
      });
    for (let attempt = 0; attempt < 200 && (await pending()) < 5; attempt++) await sleep(50);
    await owner.query("UPDATE es.pending_commits SET lease_until = now() - interval '1 second'"); // whoever made them is dead
    const others = await Promise.all(Array.from({ length: 3 }, () => open()));
    const settled = await Promise.all(others.map((other) => other.recover()));
    expect(settled.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(await openGrants()).toBe(5);
    expect(await one('SELECT count(*)::int FROM audit.records')).toBe(5);
    expect((await store.readAll(BEGINNING, 20)).events).toHaveLength(5);
    await Promise.all([...others, dying].map((other) => other.close()));
  });
});
