import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { demoPersons } from '#config/demo/persons';
import { instruments, questionsOf } from '#config/instruments';
import { accept, defineEvent, open, type Actor } from '#libs/shared-kernel';
import { WriteDoor, type Concept } from '#src/access/index';
import { ClockWorker } from '#src/coordination/clocks/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, settled, type ApiPerson, type SharedWorld } from '../support/world.js';

const DAY = 86_400_000;
const PERSONS = 12;

interface Shown {
  readonly clockId: string;
  readonly deadline: string;
  readonly title: { readonly sv: string };
  readonly source: string;
  readonly state: string;
  readonly dueOn: string;
  readonly recordId: string;
  readonly extended: boolean;
}
interface Fired {
  readonly clock: string;
  readonly round: string;
  readonly what: string;
  readonly times: number;
}

/** Tidsfrister: they run from events, fire once whoever fires, and move by the injected clock alone. */
describe('clocks', () => {
  let world: SharedWorld;
  let nawid: ApiPerson;
  let sara: ApiPerson;
  let head: ApiPerson;
  let elsewhere: ApiPerson;
  let assessed: string;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const personId = randomUUID();
  const interventions = Array.from({ length: PERSONS }, () => randomUUID());

  const login = async (): Promise<void> => {
    [nawid, sara, head, elsewhere] = (await Promise.all(
      ['boden-stand-in', 'boden-caseworker', 'boden-supervisor', 'lulea-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  };
  const today = (days = 0): string => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  const later = async (days: number): Promise<void> => {
    world.clock.advance(days * DAY);
    await login();
  };
  const worker = (app = world.app) => app.get(ClockWorker, { strict: false });
  const fire = async (): Promise<number> => {
    const fired = await worker().run();
    await world.settle();
    return fired;
  };
  const inCase = async (who = nawid) => (await ok<{ items: Shown[] }>(who.get(`/api/v1/clocks?caseId=${place.caseId}`))).items;
  const day = async (who = nawid) => (await ok<{ items: Shown[] }>(who.get('/api/v1/clocks/day'))).items;
  const riskClock = async () => (await inCase()).find(({ deadline }) => deadline === 'risk-review')!;
  /** Every firing in the store, and how often it stands there. */
  const fired = () =>
    asOwner<Fired>(
      world,
      `SELECT data->>'clockId' AS clock, data->>'roundId' AS round, coalesce(data->>'warning', 'end') AS what, count(*)::int AS times
         FROM es.events WHERE type IN ('coordination.ClockWarned', 'coordination.ClockEnded') GROUP BY 1, 2, 3`,
    );

  beforeAll(async () => {
    world = await createWorld();
    await login();
    await ok(nawid.post('/api/v1/records', { ...place, functionId: 'boden-mottagning-vald', source: 'own' }));
    const person = { ...place, personId, role: 'exposed', name: 'Linda Prov', personNumber: demoPersons.exposed.personnummer };
    await ok(nawid.post('/api/v1/people', person));
    await world.settle();
    const instrument = instruments.find(({ id }) => id === 'norrsken') ?? instruments[0]!;
    const answers = Object.fromEntries(questionsOf(instrument).map(({ key }) => [key, instrument.answers[0]!.value]));
    assessed = randomUUID();
    const judgement = {
      instrument: instrument.id,
      answers,
      level: 'high',
      overrideReason: 'Prov',
      assessedOn: today(),
      reviewOn: today(30),
    };
    await ok(
      nawid.post('/api/v1/risk-assessments', { ...place, assessmentId: assessed, personId, occasion: 'first-contact', ...judgement }),
    );
    for (const interventionId of interventions) {
      const what = { kind: 'counselling', functionId: 'boden-mottagning-vald', dueOn: today(60), followUpOn: today(40) };
      await ok(nawid.post('/api/v1/interventions', { ...place, interventionId, personId, ...what }));
    }
    await world.settle();
  });
  afterAll(() => world?.close());

  it('run for whoever works with the record and for its head, with the reason why they are deadlines; for nobody else', async () => {
    const clocks = await inCase();
    expect(clocks).toHaveLength(1 + 2 * PERSONS);
    expect(await riskClock()).toMatchObject({
      title: { sv: 'Ny riskbedömning' },
      source: 'HSLF-FS 2022:39',
      dueOn: today(30),
      state: 'running',
    });
    expect(await inCase(head)).toHaveLength(clocks.length);
    expect(await inCase(sara)).toEqual([]);
    expect(await inCase(elsewhere)).toEqual([]);
    expect((await elsewhere.get(`/api/v1/clocks/${clocks[0]!.clockId}`)).status).toBe(404);
    expect(await day()).toEqual([]);
  });

  it('warn when the clock has moved, once', async () => {
    expect(await fire()).toBe(0);
    await later(23);
    expect(await fire()).toBe(1);
    expect(await fire()).toBe(0);
    expect(await day()).toMatchObject([{ deadline: 'risk-review', state: 'soon' }]);
    expect(await day(head)).toMatchObject([{ deadline: 'risk-review' }]);
  });

  it('stand on Min dag, in the case, with the head, and on a page that says why', async () => {
    const page = async (subject: string, path: string): Promise<string> => {
      const cookie = await world.cookie(subject);
      return (await fetch(world.url + path, { headers: { cookie } })).text();
    };
    const { clockId } = await riskClock();
    expect(await page('demo-boden-stand-in', '/workspace')).toContain('Ny riskbedömning');
    expect(await page('demo-boden-stand-in', `/workspace/cases/${place.caseId}`)).toContain(`/workspace/clocks/${clockId}`);
    expect(await page('demo-boden-supervisor', '/workspace/clocks')).toContain('Ny riskbedömning');
    expect(await page('demo-boden-caseworker', '/workspace')).not.toContain('Ny riskbedömning');
    const why = await page('demo-boden-supervisor', `/workspace/clocks/${clockId}`);
    for (const words of ['Varför är det här en frist?', 'HSLF-FS 2022:39', 'Varning till', 'Ny sista dag']) expect(why).toContain(words);
    expect(await page('demo-boden-stand-in', `/workspace/clocks/${clockId}`)).not.toContain('Ny sista dag');
  });

  describe('an extension', () => {
    const body = (days: number) => ({ until: today(days), reason: 'Hon är på sjukhus och kan inte svara.' });
    const extend = (who: ApiPerson, clockId: string, days: number) => who.post(`/api/v1/clocks/${clockId}/extensions`, body(days));

    it('is for the duty that the rule names, no longer than it allows, and not for strangers', async () => {
      const { clockId } = await riskClock();
      expect((await extend(nawid, clockId, 14)).body).toMatchObject({
        status: 409,
        type: expect.stringContaining('extension-not-yours') as string,
      });
      expect((await extend(elsewhere, clockId, 14)).status).toBe(404);
      expect((await extend(sara, clockId, 14)).status).toBe(404);
      expect((await extend(head, clockId, 60)).body).toMatchObject({ status: 422, type: expect.stringContaining('too-long') as string });
    });
    it('moves the end, with its reason, and begins a round of warnings', async () => {
      const { clockId } = await riskClock();
      await ok(extend(head, clockId, 20));
      await world.settle();
      expect(await riskClock()).toMatchObject({ dueOn: today(20), extended: true, state: 'running' });
      expect(await ok(nawid.get(`/api/v1/clocks/${clockId}`))).toMatchObject({
        notices: [{ kind: 'warning' }, { kind: 'extension', reason: 'Hon är på sjukhus och kan inte svara.' }],
      });
      expect(await fire()).toBe(0);
    });
  });

  it('stop when the thing is done, also a moment before they would have fired', async () => {
    const interventionId = interventions[0]!;
    const step = (name: string) => ({ step: name, on: today() });
    await ok(nawid.post(`/api/v1/interventions/${interventionId}/report`, step('start')));
    await ok(nawid.post(`/api/v1/interventions/${interventionId}/report`, step('complete')));
    await world.settle();
    expect(await inCase()).toHaveLength(1 + 2 * (PERSONS - 1));
  });

  describe('on several instances', () => {
    it('two that fire at the same moment write each thing once', async () => {
      const other = await world.instance();
      await later(13); // day 36: the follow-ups of day 40 are near, and the risk review of day 43
      const counts = await Promise.all([worker().run(), worker(other.app).run(), worker().run(), worker(other.app).run()]);
      await world.settle();
      const all = await fired();
      expect(all.filter(({ times }) => times !== 1)).toEqual([]);
      expect(all).toHaveLength(2 + (PERSONS - 1)); // the risk review warns in each of its rounds
      expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(PERSONS - 1);
      await other.close();
    });

    it('one that is killed in the midst loses nothing and doubles nothing', async () => {
      const doomed = await world.instance();
      await later(9); // day 45: follow-ups are overdue, the risk review is past
      const dying = worker(doomed.app)
        .run()
        .catch(() => 0);
      // Killed: every connection is cut, again and again, in the midst of what it was doing. Those of the others come back by themselves.
      const superuser = new pg.Client({ connectionString: process.env['TEST_SUPERUSER_URL'] });
      await superuser.connect();
      const database = new URL(world.migrateUrl).pathname.slice(1);
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name IN ('test-app', 'insatskedja-reads')`;
      for (let times = 0; times < 8; times++) await superuser.query(cut, [database]);
      await superuser.end();
      await dying;
      await doomed.close().catch(() => undefined);
      await fire();
      const all = await fired();
      expect(all.filter(({ times }) => times !== 1)).toEqual([]);
      expect(all.filter(({ what }) => what === 'end')).toHaveLength(1 + (PERSONS - 1));
      expect((await day(head)).filter(({ state }) => state === 'overdue')).toHaveLength(1 + (PERSONS - 1));
    });

    it('a restart goes on where it stood', async () => {
      const restarted = await world.instance();
      await settled(restarted.database);
      expect(await worker(restarted.app).run()).toBe(0);
      await restarted.close();
    });

    it('would write it twice without memory and without a key (negative control)', async () => {
      const [clock] = await asOwner<{ clock_id: string; round_id: string }>(
        world,
        'SELECT clock_id, round_id FROM views.clocks WHERE record_id = $1',
        [place.recordId],
      );
      const field = open('reference', { parse: (value: unknown) => value as string });
      const ended = defineEvent('coordination.ClockEnded', 1, { clockId: field, roundId: field });
      const data = { clockId: randomUUID(), roundId: clock!.round_id };
      type Ended = { type: 'coordination.ClockEnded'; data: typeof data };
      const forgetful: Concept<object, null, Ended, never> = {
        name: 'clock-control',
        subject: 'Record',
        decider: { initial: null, evolve: () => null, decide: () => accept({ type: 'coordination.ClockEnded', data }) },
        events: { ended },
        refusals: {},
        facts: () => null,
      };
      const actor: Actor = {
        staffId: 'system',
        agencyId: 'socialtjanst-boden',
        agencyKind: 'social-services',
        unitId: 'system',
        duty: 'system',
        functions: [],
        standsInFor: [],
        onCall: false,
      };
      const naive = () =>
        world.app.get(WriteDoor, { strict: false }).execute({
          concept: forgetful,
          id: data.clockId,
          operation: 'EndClock',
          action: 'work',
          command: {},
          meta: { actor, now: world.clock.now(), correlationId: 'control', idempotencyKey: randomUUID() },
          place,
          creates: { ownerAgency: actor.agencyId },
        });
      await Promise.all([naive(), naive()]);
      expect((await fired()).filter(({ clock: id }) => id === data.clockId)).toMatchObject([{ times: 2 }]);
    });
  });
});
