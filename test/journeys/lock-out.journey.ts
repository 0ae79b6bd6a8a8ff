import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const { exposed: woman } = demoPersons;

/** A colleague is locked out by name; and a case that its own registrar may not meet finds somebody who may. */
describe('a conflict of interest', () => {
  let world: World;
  let sara: ApiPerson;
  let kin: ApiPerson;
  let nawid: ApiPerson;
  let head: ApiPerson;
  let cookie: string;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    kin = await world.api('demo-boden-kin');
    nawid = await world.api('demo-boden-stand-in');
    head = await world.api('demo-boden-supervisor');
    cookie = await world.cookie('demo-boden-supervisor');
  });
  afterAll(() => world?.close());

  const record = async (who: ApiPerson) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(who.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await world.settle();
    return at;
  };
  type At = Awaited<ReturnType<typeof record>>;
  const chain = async (who: ApiPerson, { caseId }: At) => (await who.get(`/api/v1/cases/${caseId}/chain`)).status;
  const team = (path = '') => supertest(world.url).get(`/workspace/team${path}`).set({ cookie });
  /** The row of a record on the head's page. */
  const rowOf = async ({ caseId }: At): Promise<string> =>
    (await team()).text.split('<tr').find((row) => row.includes(caseId.slice(0, 8))) ?? '';

  it('that is declared by name closes the case under assignment and under emergency opening, until it is lifted', async () => {
    const at = await record(nawid);
    const johan = { ...at, staffId: demoStaff.bodenKin.id };
    await ok(nawid.post('/api/v1/records/assign', johan));
    expect(await chain(kin, at)).toBe(200); // control: no kin of anybody in this one
    await ok(nawid.post('/api/v1/records/lock-out', johan));
    expect([await chain(kin, at), await chain(nawid, at)]).toEqual([404, 200]);
    const emergency = () =>
      kin.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId: at.recordId, reason: 'Hon ringer jouren' });
    expect((await emergency()).status).toBe(404);
    expect((await nawid.post('/api/v1/records/assign', johan)).status).toBe(409);

    for (const other of [nawid, kin]) expect((await other.post('/api/v1/records/lift-lock', johan)).status).toBe(404);
    await ok(head.post('/api/v1/records/lift-lock', johan));
    expect(await chain(kin, at)).toBe(404); // the lock is gone; the assignment does not come back by itself
    expect((await emergency()).status).toBe(201);
  });

  it('that is declared in one record is not lifted from another of the case, and nobody is assigned past it there', async () => {
    const first = await record(nawid);
    const second = { recordId: randomUUID(), caseId: first.caseId };
    await ok(nawid.post('/api/v1/records', { ...second, functionId: 'boden-mottagning-vald', source: 'own' }));
    const staffId = demoStaff.bodenKin.id;
    const emergency = () =>
      kin.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId: first.recordId, reason: 'Hon ringer jouren' });
    await ok(nawid.post('/api/v1/records/lock-out', { ...first, staffId }));
    const past = await nawid.post('/api/v1/records/assign', { ...second, staffId });
    expect([past.status, (past.body as { type: string }).type]).toEqual([409, 'urn:insatskedja:problem:staff-locked-out']);
    await ok(nawid.post('/api/v1/records/lock-out', { ...second, staffId }));
    await ok(head.post('/api/v1/records/lift-lock', { ...second, staffId }));
    expect((await emergency()).status).toBe(404);
    await ok(head.post('/api/v1/records/lift-lock', { ...first, staffId }));
    expect((await emergency()).status).toBe(201); // control: the last one lifted
    await ok(nawid.post('/api/v1/records/assign', { ...second, staffId }));
    expect(await chain(kin, second)).toBe(200);
  });

  it('is set and lifted on the head’s page; strangers set none', async () => {
    const at = await record(nawid);
    const johan = { ...at, staffId: demoStaff.bodenKin.id };
    const stranger = await world.api('demo-lulea-caseworker');
    expect((await kin.post('/api/v1/records/lock-out', johan)).status).toBe(404);
    expect((await stranger.post('/api/v1/records/lock-out', { ...at, staffId: demoStaff.luleaCaseworker.id })).status).toBe(404);
    const submit = (path: string) =>
      supertest(world.url)
        .post(`/workspace/team/${path}`)
        .set({ cookie, origin: world.url })
        .type('form')
        .send({ ...johan, idempotencyKey: randomUUID() });
    expect((await submit('lock-out')).status).toBe(303);
    await world.settle();
    expect(await rowOf(at)).toContain('Spärrad: Johan Mäki');
    expect((await submit('lift-lock')).status).toBe(303);
    await world.settle();
    expect(await rowOf(at)).not.toContain('Spärrad: Johan');
    const alone = await nawid.post('/api/v1/records/lock-out', { ...at, staffId: demoStaff.bodenStandIn.id });
    expect(alone.status).toBe(409); // a record never stands without anyone
  });

  it('is what a head may say of herself: the case leaves her team, and whoever works with it can’t say it of her', async () => {
    const at = await record(nawid);
    const herself = { ...at, staffId: demoStaff.bodenSupervisor.id };
    expect((await nawid.post('/api/v1/records/lock-out', herself)).status).toBe(400);
    expect((await rowOf(at)).split('<option').at(-1)).toContain('Jag själv (bara en annan chef kan häva det)');
    const nobody = { ...at, staffId: '', idempotencyKey: randomUUID() }; // what the page offers first
    expect(
      (await supertest(world.url).post('/workspace/team/lock-out').set({ cookie, origin: world.url }).type('form').send(nobody)).status,
    ).toBe(400);
    await ok(head.post('/api/v1/records/lock-out', herself));
    await world.settle();
    expect(await rowOf(at)).toBe('');
    expect((await head.post('/api/v1/records/lift-lock', herself)).status).toBe(404);
    expect(await chain(nawid, at)).toBe(200);
  });

  it('of whoever registers their own kin is shown to the head, who diverts the case; it is made only once', async () => {
    const at = await record(kin);
    expect(await rowOf(at)).not.toContain('Ingen som är tilldelad får arbeta'); // control: no conflict yet
    await ok(
      kin.post('/api/v1/people', { ...at, personId: randomUUID(), role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer }),
    );
    await world.settle();
    expect([await chain(kin, at), await chain(nawid, at)]).toEqual([404, 404]);
    const row = await rowOf(at);
    expect([row.includes('Ingen som är tilldelad får arbeta'), row.includes('Mäki, ')]).toEqual([true, expect.any(Boolean)]);
    // A colleague who meets her learns that the agency knows her, so that no second record is made.
    const found = await ok<{ elsewhere: boolean }>(sara.post('/api/v1/people/search', { personNumber: woman.personnummer }));
    expect(found.elsewhere).toBe(true);
    await ok(head.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenStandIn.id }));
    await world.settle();
    expect(await chain(nawid, at)).toBe(200);
    expect(await rowOf(at)).not.toContain('Ingen som är tilldelad får arbeta');
  });

  it('of a head leaves the trail that she reviews with nothing of the case, though not without the readings', async () => {
    const caseOf = async (name: string, personNumber: string) => {
      const at = await record(sara);
      const personId = randomUUID();
      await ok(sara.post('/api/v1/people', { ...at, personId, role: 'exposed', name, personNumber }));
      return { ...at, personId };
    };
    const hers = await caseOf('Linda Grahn', demoPersons.childFour.personnummer);
    const other = await caseOf('Nora Holm', demoPersons.namesake.personnummer);
    await world.settle();
    const page = supertest(world.url).get('/workspace/cases');
    expect((await page.set({ cookie: await world.cookie('demo-boden-caseworker') })).status).toBe(200);
    await ok(sara.post('/api/v1/people/search', { name: 'Linda Grahn' }));
    // A search for somebody whose record is another's is filed under her case, and one for the other under the other's.
    await ok(sara.post('/api/v1/records/assign', { recordId: other.recordId, caseId: other.caseId, staffId: demoStaff.bodenStandIn.id }));
    for (const personNumber of [demoPersons.childFour.personnummer, demoPersons.namesake.personnummer])
      await ok(nawid.post('/api/v1/people/search', { personNumber }));
    await world.settle();
    interface Line {
      readonly auditId: string;
      readonly caseId: string | null;
      readonly personIds: readonly string[];
      readonly hits: number;
      readonly operation: string;
    }
    const trail = async (filter = ''): Promise<readonly Line[]> => (await ok<{ items: Line[] }>(head.get(`/api/v1/audit${filter}`))).items;
    const before = await trail(`?personId=${hers.personId}`);
    const over = before.filter(({ caseId }) => caseId === null);
    expect(over.map(({ operation }) => operation)).toContain('own-cases'); // control: there are lines over several cases
    const everything = await trail('?from=2026-11-01');

    await ok(head.post('/api/v1/me/relations', { personnummer: demoPersons.childFour.personnummer, relation: 'sibling' }));
    expect(await trail(`?caseId=${hers.caseId}`)).toEqual([]);
    expect(await trail(`?personId=${hers.personId}`)).toEqual([]);
    const now = await trail('?from=2026-11-01');
    for (const id of [hers.personId, hers.caseId, hers.recordId]) expect(JSON.stringify(now)).not.toContain(id);
    const csv = await supertest(world.url)
      .post('/workspace/review/export')
      .set({ cookie, origin: world.url })
      .type('form')
      .send({ idempotencyKey: randomUUID(), reason: 'Månadens granskning', format: 'csv', from: '2026-11-01' });
    expect(csv.text).toContain(other.caseId); // control
    for (const id of [hers.personId, hers.caseId, hers.recordId]) expect(csv.text).not.toContain(id);
    // The readings themselves stay, and so does the other whom they were about.
    const line = (lines: readonly Line[]) => lines.find(({ auditId }) => auditId === over[0]!.auditId)!;
    expect(line(everything).personIds).toContain(hers.personId);
    expect(line(now).personIds).toEqual(line(everything).personIds.filter((id) => id !== hers.personId));
    expect((await trail(`?personId=${other.personId}`)).length).toBeGreaterThan(0);
  });
});
