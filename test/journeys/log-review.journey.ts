import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { LogDrawing } from '#src/audit-review/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const { exposed: woman } = demoPersons;
const { bodenKin, bodenStandIn, bodenSupervisor, bodenCaseworker } = demoStaff;

interface Review {
  readonly reviewId: string;
  readonly kind: string;
  readonly staffId: string;
  readonly caseId: string | null;
  readonly signals: readonly string[];
  readonly verdict: string;
  readonly incident: string;
  readonly notifyBy: string | null;
  readonly explanation: string | null;
  readonly overdue: boolean;
}

/** Loggkontroll: what staff looked at is looked at by somebody else. Each refusal stands beside what the rightful reviewer gets. */
describe('log review', () => {
  let world: World;
  let nawid: ApiPerson;
  let sara: ApiPerson;
  let kin: ApiPerson;
  let head: ApiPerson;
  let otherHead: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const personId = randomUUID();

  const login = async (): Promise<void> => {
    [sara, nawid, kin, head, otherHead] = (await Promise.all(
      ['boden-caseworker', 'boden-stand-in', 'boden-kin', 'boden-supervisor', 'lulea-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  };
  const queue = async (who: ApiPerson = head) => (await ok<{ items: Review[] }>(who.get('/api/v1/log-reviews'))).items;
  const asked = async (who: ApiPerson) =>
    (await ok<{ items: { reviewId: string; accesses: object[] }[] }>(who.get('/api/v1/me/log-reviews'))).items;
  const draw = async (): Promise<number> => {
    const made = await world.app.get(LogDrawing, { strict: false }).run();
    await world.settle();
    return made;
  };

  beforeAll(async () => {
    world = await createWorld();
    await login();
    await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(nawid.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie', personNumber: woman.personnummer }));
    await world.settle();
    // Her brother looks for her, and Sara is curious; Nawid works with her.
    const search = { personNumber: woman.personnummer };
    expect(await ok(kin.post('/api/v1/people/search', search))).toMatchObject({ hits: [], elsewhere: false });
    expect(await ok(sara.post('/api/v1/people/search', search))).toMatchObject({ hits: [], elsewhere: true });
    expect((await sara.get(`/api/v1/cases/${at.caseId}/chain`)).status).toBe(404);
    await ok(nawid.get(`/api/v1/people/${personId}`));
  });
  afterAll(() => world?.close());

  describe('signals', () => {
    it('tell the head of kin and of the curious, and of nobody who works there', async () => {
      world.clock.advance(4 * DAY);
      await login();
      expect(await draw()).toBeGreaterThan(0);
      const found = await queue();
      const of = (staffId: string) => found.find((one) => one.staffId === staffId && one.caseId === at.caseId);
      expect(of(bodenKin.id)?.signals).toContain('own-kin');
      expect(of(demoStaff.bodenCaseworker.id)?.signals).toEqual(expect.arrayContaining(['no-relation', 'denied']));
      expect(of(bodenStandIn.id)).toBeUndefined();
      expect(await queue(otherHead)).toEqual([]);
      expect((await sara.get('/api/v1/log-reviews')).status).toBe(404);
    });
    it('are drawn once a day, whoever draws, and the same thing is not told again', async () => {
      const before = (await queue()).length;
      expect(await draw()).toBe(0);
      expect(await Promise.all([draw(), draw()])).toEqual([0, 0]);
      world.clock.advance(DAY);
      await login();
      await draw();
      expect(await queue()).toHaveLength(before);
    });
  });

  describe('the monthly sample', () => {
    it('is drawn exactly once, by two at the same time', async () => {
      world.clock.set(new Date('2026-12-01T08:00:00Z'));
      await login();
      const made = (await Promise.all([draw(), draw()])).reduce((sum, one) => sum + one, 0);
      await world.settle();
      expect(made).toBeGreaterThan(0);
      const sampled = (await queue()).filter(({ kind }) => kind === 'sample');
      expect(sampled.length).toBeGreaterThan(0);
      expect(new Set(sampled.map(({ reviewId }) => reviewId)).size).toBe(sampled.length);
      const draws = await asOwner<{ n: string }>(
        world,
        `SELECT count(*) AS n FROM es.events WHERE type = 'audit-review.ReviewsDrawn' AND data->>'kind' = 'sample' GROUP BY stream HAVING count(*) > 1`,
      );
      expect(draws).toEqual([]);
    });
  });

  describe('a review', () => {
    const of = async (staffId: string) => (await queue()).find((one) => one.staffId === staffId && one.kind === 'signal')!;

    it('asks whom it is about, who is told when, and not what', async () => {
      const { reviewId } = await of(bodenKin.id);
      expect(await asked(kin)).toEqual([]);
      expect((await kin.post(`/api/v1/me/log-reviews/${reviewId}/explanation`, { explanation: 'Ingen har frågat.' })).status).toBe(404);
      await ok(head.post(`/api/v1/log-reviews/${reviewId}/explanation-request`, {}));
      await world.settle();
      const [question] = await asked(kin);
      expect(question).toMatchObject({ reviewId, open: true });
      expect(question!.accesses.length).toBeGreaterThan(0);
      // That there is a case about his sister is hidden from him, here too.
      const text = JSON.stringify(question);
      for (const secret of [at.caseId, personId, at.recordId, 'own-kin', 'denied']) expect(text).not.toContain(secret);
      expect(await asked(sara)).toEqual([]);
      expect((await sara.post(`/api/v1/me/log-reviews/${reviewId}/explanation`, { explanation: 'Inte min.' })).status).toBe(404);
      await ok(kin.post(`/api/v1/me/log-reviews/${reviewId}/explanation`, { explanation: 'Jag blev orolig.' }));
      await world.settle();
      expect(await of(bodenKin.id)).toMatchObject({ explanation: 'Jag blev orolig.' });
    });

    it('is judged once, and may become an incident with its 72 hours', async () => {
      const { reviewId } = await of(bodenKin.id);
      for (const nobody of [otherHead, sara, kin])
        expect((await nobody.post(`/api/v1/log-reviews/${reviewId}/verdict`, { verdict: 'no-remark', note: 'Nej.' })).status).toBe(404);
      expect((await head.post(`/api/v1/log-reviews/${reviewId}/incident`, { what: 'För tidigt.' })).status).toBe(409);
      await ok(head.post(`/api/v1/log-reviews/${reviewId}/verdict`, { verdict: 'remark', note: 'Sökte sin syster.' }));
      expect((await head.post(`/api/v1/log-reviews/${reviewId}/verdict`, { verdict: 'no-remark', note: 'Ångrar mig.' })).status).toBe(409);
      await ok(head.post(`/api/v1/log-reviews/${reviewId}/incident`, { what: 'Otillåten sökning.' }));
      await world.settle();
      const open = await of(bodenKin.id);
      expect(open).toMatchObject({ incident: 'open', overdue: false });
      expect(Date.parse(open.notifyBy!) - world.clock.now().getTime()).toBe(72 * 3_600_000);
      world.clock.advance(73 * 3_600_000);
      await login();
      expect(await of(bodenKin.id)).toMatchObject({ overdue: true });
      await ok(head.post(`/api/v1/log-reviews/${reviewId}/incident/settlement`, { how: 'notified', note: 'Dnr 7.' }));
      await world.settle();
      expect(await of(bodenKin.id)).toMatchObject({ incident: 'notified', overdue: false });
    });

    it('chosen by the head is one for each who was there, and none of the head’s own', async () => {
      const day = (offset: number) => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
      const target = { caseId: at.caseId, from: day(-60), to: day(0), reason: 'Anhörig har hört av sig.' };
      await ok(head.post('/api/v1/log-reviews/targeted', target));
      await world.settle();
      const chosen = (await queue()).filter(({ kind }) => kind === 'targeted');
      // Her brother too, who saw nothing: his search for her stands by her case.
      expect(chosen.map(({ staffId }) => staffId).sort()).toEqual([bodenCaseworker.id, bodenStandIn.id, bodenKin.id].sort());
      const { caseId: _, ...own } = target;
      const nothing = await head.post('/api/v1/log-reviews/targeted', { ...own, staffId: bodenSupervisor.id });
      expect([nothing.status, (nothing.body as { type: string }).type]).toEqual([422, expect.stringContaining('nothing-to-review')]);
      expect((await head.post('/api/v1/log-reviews/targeted', own)).status).toBe(400);
    });

    it('is never of one’s own accesses, even where the queue of the unit would hold it', async () => {
      // Control: the head was sampled too (reads of the trail are no look-ups, but the queue is another's), so the row exists under another head's eyes alone.
      const reviewId = randomUUID();
      await asOwner(
        world,
        `INSERT INTO views.log_reviews (review_id, owner_agency, unit_id, kind, staff_id, signals, lines, period_from, period_to, opened_at, asked, verdict, incident)
         SELECT '${reviewId}', owner_agency, unit_id, 'sample', '${bodenSupervisor.id}', '{}', '{}', now(), now(), now(), false, 'waits', 'none' FROM views.log_reviews LIMIT 1`,
      );
      expect((await queue()).map((one) => one.staffId)).not.toContain(bodenSupervisor.id);
      expect((await head.get(`/api/v1/log-reviews/${reviewId}`)).status).toBe(404);
      expect((await head.post(`/api/v1/log-reviews/${reviewId}/verdict`, { verdict: 'no-remark', note: 'Själv.' })).status).toBe(404);
      await asOwner(world, `DELETE FROM views.log_reviews WHERE review_id = '${reviewId}'`);
    });
  });

  it('is not for a head whom it concerns: a party or kin', async () => {
    const about = async () => (await queue()).filter(({ caseId }) => caseId === at.caseId);
    const [before] = await about();
    expect((await head.get(`/api/v1/log-reviews/${before!.reviewId}`)).status).toBe(200); // control: until it is known
    await ok(head.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'sibling' }));
    expect(await about()).toEqual([]);
    for (const answer of [
      await head.get(`/api/v1/log-reviews/${before!.reviewId}`),
      await head.post(`/api/v1/log-reviews/${before!.reviewId}/verdict`, { verdict: 'no-remark', note: 'Min syster.' }),
    ])
      expect(answer.status).toBe(404);
  });

  it('tells in statistics no number so small that it is a person', async () => {
    world.clock.set(new Date('2027-01-04T08:00:00Z'));
    await login();
    const { items } = await ok<{ items: Record<string, unknown>[] }>(head.get('/api/v1/log-reviews/statistics'));
    const numbers = items.flatMap((item) => Object.values(item).filter((value) => typeof value === 'number'));
    expect(items.length).toBeGreaterThan(0);
    expect(numbers.filter((n) => (n as number) > 0 && (n as number) < 5)).toEqual([]);
    expect(JSON.stringify(items)).not.toMatch(/staff/i);
  });
});
