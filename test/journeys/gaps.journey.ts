import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { QuarterFixing } from '#src/views/lead-times/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const REASON = 'Hon vill vänta tills hon har flyttat.';

interface Gap {
  readonly gapId: string;
  readonly kind: string;
  readonly why: { readonly sv: string };
  readonly acknowledged: { readonly reason: string | null } | null;
}
interface Row {
  readonly measure: string;
  readonly total: number | null;
  readonly parts: readonly { readonly part: string; readonly count: number | null }[];
}
interface Figures {
  readonly quarter: string;
  readonly smallest: number;
  readonly leadTimes: readonly Row[];
  readonly interventions: readonly Row[];
  readonly lateInterventions: readonly Row[];
}

/** Luckor: explained, acknowledged with a reason, closed when filled, and open anew; and what the county is told of all of it: figures. */
describe('gaps and lead times', () => {
  let world: World;
  let nawid: ApiPerson;
  let sara: ApiPerson;
  let coordinator: ApiPerson;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const [personId, first] = [randomUUID(), randomUUID()];

  const login = async (): Promise<void> => {
    [nawid, sara, coordinator] = (await Promise.all(
      ['boden-stand-in', 'boden-caseworker', 'county-coordinator'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
  };
  const later = async (days: number): Promise<void> => {
    world.clock.advance(days * DAY);
    await login();
  };
  const today = (days = 0): string => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  const gaps = async (): Promise<Gap[]> => (await ok<{ gaps: Gap[] }>(nawid.get(`/api/v1/cases/${place.caseId}/chain`))).gaps;
  const of = async (kind: string) => (await gaps()).filter((gap) => gap.kind === kind);
  const plan = async (interventionId: string, kind = 'counselling', at: object = { ...place, personId }) =>
    ok(
      nawid.post('/api/v1/interventions', {
        ...{ ...at, interventionId, kind, functionId: 'boden-mottagning-vald', dueOn: today(20) },
      }),
    );
  const report = async (interventionId: string, step: object) => {
    await ok(nawid.post(`/api/v1/interventions/${interventionId}/report`, { on: today(), ...step }));
    await world.settle();
  };
  const acknowledge = (who: ApiPerson, gapId: string) =>
    who.post(`/api/v1/cases/${place.caseId}/gaps/${gapId}/acknowledgement`, { reason: REASON });

  beforeAll(async () => {
    world = await createWorld();
    await login();
    await ok(nawid.post('/api/v1/records', { ...place, functionId: 'boden-mottagning-vald', source: 'own' }));
    const person = { ...place, personId, role: 'exposed', name: 'Linda Prov', personNumber: demoPersons.exposed.personnummer };
    await ok(nawid.post('/api/v1/people', person));
    await plan(first);
    await report(first, { step: 'start' });
  });
  afterAll(() => world?.close());

  it('an interruption without a substitute is one, with why; whoever works with the record says why it stays', async () => {
    expect(await gaps()).toEqual([]);
    await report(first, { step: 'interrupt', reason: 'declined-by-person' });
    const [gap] = await of('intervention-interrupted');
    expect(gap).toMatchObject({ acknowledged: null, why: { sv: expect.stringContaining('behovet kvarstår') as string } });
    expect((await acknowledge(sara, gap!.gapId)).status).toBe(404);
    expect((await acknowledge(nawid, randomUUID())).status).toBe(409);
    await ok(acknowledge(nawid, gap!.gapId));
    await world.settle();
    expect(await of('intervention-interrupted')).toMatchObject([{ acknowledged: { reason: REASON } }]);
    expect((await acknowledge(nawid, gap!.gapId)).status).toBe(409);
  });

  it('closes when it is filled, and comes back as another when it opens anew', async () => {
    await later(1);
    await report(first, { step: 'start' });
    expect(await of('intervention-interrupted')).toEqual([]);
    await later(1);
    await report(first, { step: 'interrupt', reason: 'not-reached' });
    expect(await of('intervention-interrupted')).toMatchObject([{ acknowledged: null }]);
  });

  it('the baseline is asked for when its time has come', async () => {
    expect(await of('baseline-missing')).toEqual([]);
    await later(31);
    expect((await of('baseline-missing')).length).toBeGreaterThan(0);
  });

  it('the page explains each, and takes the reason', async () => {
    const cookie = await world.cookie('demo-boden-stand-in');
    const page = await (await fetch(`${world.url}/workspace/cases/${place.caseId}/gaps`, { headers: { cookie } })).text();
    expect(page).toContain('behovet kvarstår');
    expect(page).toContain('Kvittera');
  });

  it('every page of the case leads to every other, in groups, and says where one is', async () => {
    const cookie = await world.cookie('demo-boden-stand-in');
    const tabs = async (path: string) => {
      const response = await fetch(`${world.url}${path}`, { headers: { cookie } });
      const nav = /<nav class="tabs tab-groups"[^]*?<\/nav>/.exec(await response.text())?.[0] ?? '';
      const links = [...nav.matchAll(/<a href="([^"]+)"( aria-current="page")?/g)];
      return {
        status: response.status,
        groups: [...nav.matchAll(/class="tab-group-name"/g)].length,
        links: links.map(([, href]) => href!),
        here: links.filter(([, , current]) => current).map(([, href]) => href),
      };
    };
    const overview = `/workspace/cases/${place.caseId}`;
    const { links } = await tabs(overview);
    expect(links).toEqual(expect.arrayContaining([overview, `${overview}/gaps`, `${overview}/plan`, `${overview}/retention`]));
    for (const link of links) expect([link, await tabs(link)]).toEqual([link, { status: 200, groups: 5, links, here: [link] }]);
  });

  describe('the county', () => {
    const figures = (quarter = '') => ok<Figures>(coordinator.get(`/api/v1/county/lead-times${quarter}`));
    const here = (rows: readonly Row[], measure: string) =>
      rows.find((row) => row.measure === measure)?.parts.find(({ part }) => part === 'lulea-boden')?.count ?? null;
    const opened = async (): Promise<object> => {
      const at = { recordId: randomUUID(), caseId: randomUUID() };
      const person = { ...at, personId: randomUUID() };
      await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
      await ok(nawid.post('/api/v1/people', { ...person, role: 'exposed', name: 'Eva Prov' }));
      return person;
    };
    /** Six or so, each in a case of its own, or all in the one. */
    const start = async (kind: string, count: number, cases: 'one' | 'many', step: object = {}, complete = false): Promise<void> => {
      for (let begun = 0; begun < count; begun++) {
        const interventionId = randomUUID();
        await plan(interventionId, kind, cases === 'many' ? await opened() : undefined);
        await report(interventionId, { step: 'start', ...step });
        if (complete) await report(interventionId, { step: 'complete' });
      }
    };
    const things = (measure: string) =>
      asOwner<{ things: number; cases: number }>(
        world,
        `WITH me AS MATERIALIZED (SELECT set_config('app.duty', 'county-coordinator', true) AS duty)
         SELECT count(*)::int AS things, count(DISTINCT t.case_id)::int AS cases
           FROM me, LATERAL statistics.things(CASE WHEN duty <> '' THEN '{"2582":"lulea-boden"}'::json END) t
          WHERE t.measure = $1 AND t.happened >= '2026-10-01' AND t.happened < '2026-12-31T23:00:00Z'`,
        [measure],
      );

    it('is told of quarters that are over; what is of few cases is hidden, however much it is', async () => {
      await start('social-support', 6, 'many', {}, true);
      await start('treatment', 6, 'one', {}, true);
      const before = await figures();
      await later(40); // 15 January: the quarter is over, and still takes in what is registered late
      expect((await figures()).quarter).toBe(before.quarter);
      expect((await coordinator.get('/api/v1/county/lead-times?quarter=2026-Q4')).status).toBe(404);
      await later(20);
      const now = await figures();
      expect(now.quarter).not.toBe(before.quarter);
      expect(here(now.interventions, 'social-support')).toBe(6);
      // The other parts have none: the sum would tell that.
      expect(now.interventions.find(({ measure }) => measure === 'social-support')?.total).toBeNull();
      expect(here(now.leadTimes, 'intervention-due')).toBe(13);
      // Six of one family: not told, though they are there (control).
      expect(now.interventions.map(({ measure }) => measure)).not.toContain('treatment');
      expect(await things('intervention/treatment')).toEqual([{ things: 6, cases: 1 }]);
      // Of few, wherever they are: not even that there was one.
      expect(now.interventions.map(({ measure }) => measure)).not.toContain('counselling');
      expect((await coordinator.get('/api/v1/county/lead-times?quarter=2099-Q1')).status).toBe(404);
    });
    it('is told the same of a quarter for ever: what is registered when it is fixed counts in the next, apart', async () => {
      const countOf = (rows: readonly Row[]) => here(rows, 'social-support');
      const told = await figures('?quarter=2026-Q4');
      await start('social-support', 5, 'many', { on: '2026-12-20' });
      expect(await figures('?quarter=2026-Q4')).toEqual({ ...told, quarters: expect.any(Array) as unknown });
      expect([countOf(told.interventions), countOf(told.lateInterventions)]).toEqual([6, null]);
      // What a table counted anew would say (negative control): less the one above, it is those five.
      expect(await things('intervention/social-support')).toEqual([{ things: 11, cases: 11 }]);
      await later(90);
      const next = await figures();
      expect(next.quarter).toBe('2027-Q1');
      expect([countOf(next.interventions), countOf(next.lateInterventions)]).toEqual([null, 5]);
      expect((await figures('?quarter=2026-Q4')).interventions).toEqual(told.interventions);
      const cookie = await world.cookie('demo-county-coordinator');
      const page = await (await fetch(`${world.url}/workspace/county`, { headers: { cookie } })).text();
      expect(page).toContain('Registrerat sent');
      await later(90);
      expect(countOf((await figures()).lateInterventions)).toBeNull(); // told once
    });
    it('is told of a quarter as it was fixed by the clock, though nobody asked for it then', async () => {
      const startFive = (on: string) => start('financial-support', 5, 'many', { on });
      const countOf = (rows: readonly Row[]) => here(rows, 'financial-support');
      const fixing = world.app.get(QuarterFixing, { strict: false });
      await fixing.run();
      const past = today(-1);
      await startFive(past);
      await later(130); // its quarter is over, and the month after it
      expect([await fixing.run(), await fixing.run()]).toEqual([1, 0]);
      await startFive(past);
      await start('treatment', 5, 'one', { on: past });
      const told = await figures();
      expect(countOf(told.interventions)).toBe(5);
      await later(91);
      // Where the things are counted and not the cases (control), five of one family are told.
      const counting = { name: 'statistics.take', condition: /count\(DISTINCT d\.case_id\)::int/, instead: 'count(*)::int' };
      await without(world, counting, async () => expect(await fixing.run()).toBe(1));
      expect(countOf((await figures()).lateInterventions)).toBe(5);
      expect(here((await figures()).lateInterventions, 'treatment')).toBe(5);
    });
    it('is told of what was fixed by things what counted anew by cases tells too, and nothing of what is gone', async () => {
      const quarter = '2026-Q4';
      const told = await figures(`?quarter=${quarter}`);
      const fixedByThings = () =>
        asOwner(
          world,
          `UPDATE statistics.quarters SET figures = NULL, earlier = jsonb_set($2::jsonb, '{interventions}', $2::jsonb->'interventions' ||
             jsonb_build_array(jsonb_set($2::jsonb#>'{interventions,0}', '{measure}', '"treatment"'))) WHERE quarter = $1`,
          [quarter, JSON.stringify(told)],
        );
      await fixedByThings();
      expect(await figures(`?quarter=${quarter}`)).toEqual(told);
      expect(await asOwner(world, 'SELECT quarter FROM statistics.quarters WHERE earlier IS NOT NULL')).toEqual([]);
      await fixedByThings();
      await asOwner(
        world,
        `DELETE FROM views.chain_entries WHERE thing_id = (SELECT thing_id FROM views.chain_entries
          WHERE fields->'kind'->>'value' = 'social-support' ORDER BY position LIMIT 1)`,
      );
      const after = await figures(`?quarter=${quarter}`);
      expect([told, after].map(({ interventions }) => here(interventions, 'social-support'))).toEqual([6, null]);
      expect(here(after.leadTimes, 'intervention-due')).toBe(13);
    });
    it('reaches no case, and nobody else reaches the figures', async () => {
      const text = JSON.stringify(await figures());
      for (const id of [place.caseId, place.recordId, personId, first]) expect(text).not.toContain(id);
      expect((await coordinator.get(`/api/v1/cases/${place.caseId}/chain`)).status).toBe(404);
      expect((await coordinator.get(`/api/v1/clocks?caseId=${place.caseId}`)).status).toBe(404);
      expect((await nawid.get('/api/v1/county/lead-times')).status).toBe(404);
      const [counted] = await asOwner<{ n: number }>(world, `SELECT count(*)::int AS n FROM statistics.things('{"2582":"lulea-boden"}')`);
      expect(counted?.n).toBe(0); // the function itself asks for the duty
    });
  });
});
