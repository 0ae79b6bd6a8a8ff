import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { KurrentEventStore } from '#libs/event-store';
import { createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import { migrations } from '#src/app/rooms';
import { kurrentEngine } from '../conformance/engines.js';
import { newEvent } from '../conformance/event-store.js';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';

const at = '2026-01-02T03:04:06.789Z';
const CASE = '11111111-1111-4111-8111-111111111111';
const [HERS, HIS] = ['22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'];
interface Commit {
  readonly stream: string;
  readonly companion: 'rights' | 'organisation';
  readonly row: object;
}

const assigned = (recordId: string, staffId: string, more: object = {}): Commit => ({
  stream: `record-${recordId}`,
  companion: 'rights',
  row: { op: 'assign', at, recordId, caseId: CASE, agencyId: 'social', staffId, ...more },
});
const staff = (staffId: string, subject: string): Commit => ({
  stream: `staff-${staffId}`,
  companion: 'organisation',
  row: {
    op: 'staff',
    staffId,
    agencyId: 'social',
    unitId: 'u',
    name: 'n',
    title: 't',
    subject,
    duties: [],
    functions: [],
    identityId: randomUUID(),
  },
});
const unit = (agencyId: string): Commit => ({
  stream: `agency-${agencyId}`,
  companion: 'organisation',
  row: { op: 'unit', unitId: 'new', agencyId, name: 'n' },
});
const opened = (agencyId: string): Commit => ({
  stream: `agency-${agencyId}`,
  companion: 'organisation',
  row: {
    ...{ op: 'function', functionId: 'new', agencyId, unitId: agencyId === 'social' ? 'u' : 'v', name: 'n', connected: true },
    ...{ accepts: [], hours: 'h' },
  },
});

/** What is asked at the commit holds from the rehearsal to the finish, with events in a stand-in for KurrentDB (not KurrentDB itself). */
describe('two commits on KurrentDB that may not both be done', () => {
  let standIn: KurrentDbStandIn;
  let database: TestDatabase;
  let owner: Client;
  let store: KurrentEventStore;
  let end: () => Promise<void>;
  const stuck: unknown[] = [];

  beforeEach(async () => {
    stuck.length = 0;
    standIn = await KurrentDbStandIn.start();
    database = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'all-tables-for-held-checks',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
    });
    const engine = await kurrentEngine(standIn.url, { onStuck: (error) => stuck.push(error) }, async () => database);
    owner = new Client({ connectionString: database.migrateUrl });
    await owner.connect();
    ({ store } = engine);
    await owner.query(`
      INSERT INTO organisation.agencies VALUES ('social', 'n', 'social-services', true), ('school', 'n', 'school', true);
      INSERT INTO organisation.units VALUES ('u', 'social', 'n'), ('v', 'school', 'n')`);
    end = async () => {
      await owner.end();
      await engine.end();
      await standIn.stop();
    };
  });
  afterEach(() => end());

  const one = async <T>(sql: string): Promise<T> => Object.values((await owner.query<Record<string, T>>(sql)).rows[0]!)[0]!;
  const pending = (): Promise<number> => one('SELECT count(*)::int FROM es.pending_commits');
  const append = async ({ stream, companion, row }: Commit): Promise<unknown> =>
    store.append({
      stream,
      expectedRevision: (await store.readStream(stream)).length,
      events: [newEvent()],
      companions: [{ name: companion, rows: [row] }],
    });
  const events = async (...commits: Commit[]): Promise<number[]> =>
    Promise.all(commits.map(async ({ stream }) => (await store.readStream(stream)).length));
  /** Carl is free; her record is Anna's, and his is Bert's. */
  const records = async (): Promise<void> => {
    await append(assigned(HERS, 'anna', { track: 'exposed', opensFor: 'f' }));
    await append(assigned(HIS, 'bert', { track: 'violence-user', opensFor: 'g' }));
  };
  const sidesOf = (staffId: string): Promise<number> =>
    one(`SELECT count(*)::int FROM access.assignments WHERE staff_id = '${staffId}' AND ended_at IS NULL`);

  /**
   * The second is sent while the first is between its rehearsal and its append; both go on when the second is as far, or has waited.
   * @param meanwhile done when the first is prepared
   * @returns what became of each, and how many were under way beside each other
   */
  const atOnce = async (first: Commit, second: Commit, meanwhile = '', patience = 10_000) => {
    const log = (store as unknown as { log: { append: (given: unknown) => Promise<unknown> } }).log;
    const original = log.append.bind(log);
    let open!: () => void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    log.append = async (given) => {
      await gate;
      return original(given);
    };
    const arrived = async (count: number, within: number): Promise<void> => {
      for (const limit = Date.now() + within; (await pending()) < count && Date.now() < limit;) await sleep(10);
    };
    const done = [append(first)];
    await arrived(1, 10_000);
    if (meanwhile) await owner.query(meanwhile);
    done.push(append(second));
    await arrived(2, patience);
    const underWay = await pending();
    open();
    const outcomes = await Promise.allSettled(done);
    log.append = original;
    return { outcomes, underWay };
  };

  /** As they were prepared before these keys were taken. */
  const WITHOUT_KEYS = 'DELETE FROM es.pending_keys';

  describe.each([
    ['put one member of staff on both sides of a case', assigned(HERS, 'carl'), assigned(HIS, 'carl'), { code: 'AC426' }],
    ['give one login to two', staff('carl', 'login'), staff('dora', 'login'), { constraint: 'staff_subject' }],
    ['give one unit to two agencies', unit('social'), unit('school'), { code: 'OR409' }],
    ['give one function to two agencies', opened('social'), opened('school'), { code: 'OR409' }],
  ])('%s', (_, first, second, refusal) => {
    beforeEach(() => records());

    it('the second waits for the first, is refused, and leaves no event; nothing is stuck', async () => {
      const [before, beforeToo] = await events(first, second);
      const { outcomes, underWay } = await atOnce(first, second, '', 500);
      expect(underWay).toBe(1);
      expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: refusal }]);
      expect(await events(first, second)).toEqual([before! + 1, beforeToo!]);
      expect([stuck, await pending()]).toEqual([[], 0]);
    });

    it('would both be appended, were nothing held between the rehearsal and the finish (control)', async () => {
      const [before, beforeToo] = await events(first, second);
      await atOnce(first, second, WITHOUT_KEYS);
      expect(await events(first, second)).toEqual([before! + 1, beforeToo! + 1]);
    });
  });

  it('of one case wait for nobody who is assigned beside them', async () => {
    await records();
    const { outcomes, underWay } = await atOnce(assigned(HERS, 'carl'), assigned(HIS, 'dora'));
    expect(underWay).toBe(2);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect([await sidesOf('carl'), await sidesOf('dora'), stuck]).toEqual([1, 1, []]);
  });

  const denied = (): Promise<boolean> => one(`SELECT es.case_denied('${CASE}')`);
  /** Gives the last step another name for what it lets pass. */
  const renames = (from: string, to: string) =>
    owner.query(`DO $$ BEGIN EXECUTE replace(pg_get_functiondef('access.open_rights(json)'::regprocedure), '${from}', '${to}'); END $$`);

  it('assign to one side alone where both were appended, and the case denies nobody', async () => {
    await records();
    const { outcomes } = await atOnce(assigned(HERS, 'carl'), assigned(HIS, 'carl'), WITHOUT_KEYS);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect([await sidesOf('carl'), await pending(), stuck, await denied()]).toEqual([1, 0, [], false]);
  });

  it('are stuck without that, and the case denies every peer (control); what was stuck is carried through once it holds', async () => {
    await records();
    await renames('AC426', 'AC999');
    await atOnce(assigned(HERS, 'carl'), assigned(HIS, 'carl'), WITHOUT_KEYS);
    expect([await pending(), stuck, await denied()]).toEqual([1, [expect.objectContaining({ code: 'AC426' })], true]);
    await renames('AC999', 'AC426');
    await owner.query("UPDATE es.pending_commits SET lease_until = now() - interval '1 second'"); // its next turn
    expect(await store.recover()).toBe(1);
    expect([await sidesOf('carl'), await pending(), await denied()]).toEqual([1, 0, false]);
  });
});
