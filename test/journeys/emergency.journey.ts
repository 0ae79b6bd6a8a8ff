import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const MINUTE = 60_000;
const { exposed: woman } = demoPersons;
const HOUR = 60 * MINUTE;

interface Opening {
  readonly openingId: string;
  readonly status: string;
  readonly reason: string;
  readonly overdue: boolean;
  readonly staffId: string;
}

/** Nödöppning: a record of the own agency, for one hour, told and reviewed. Each refusal stands beside what the rightful reader gets. */
describe('an emergency opening', () => {
  let world: World;
  let nawid: ApiPerson;
  let sara: ApiPerson;
  let kin: ApiPerson;
  let officer: ApiPerson;
  let head: ApiPerson;
  let otherHead: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    nawid = await world.api('demo-boden-stand-in');
    kin = await world.api('demo-boden-kin');
    officer = await world.api('demo-police-officer');
    head = await world.api('demo-boden-supervisor');
    otherHead = await world.api('demo-lulea-supervisor');
  });
  afterAll(() => world?.close());

  const WHY = 'Hon ringer jouren och Nawid är inte på plats';
  /** Nawid's record of her, which nobody else is assigned to. */
  const record = async (personNumber: string = woman.personnummer) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const personId = randomUUID();
    await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(nawid.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Kanarie', personNumber, phone: '070-1740605' }));
    await world.settle();
    return { ...at, personId };
  };
  const open = (who: ApiPerson, recordId: string, more: object = {}) =>
    who.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId, reason: WHY, ...more });
  const chain = (who: ApiPerson, { caseId }: { caseId: string }) => who.get(`/api/v1/cases/${caseId}/chain`);
  const queue = async (who: ApiPerson) => (await ok<{ items: Opening[] }>(who.get('/api/v1/openings'))).items;
  const trail = async (caseId: string, action: string) => {
    const { items } = await ok<{ items: { operation: string; outcome: string; ground: string[] }[] }>(
      head.get(`/api/v1/audit?caseId=${caseId}&action=${action}`),
    );
    return items;
  };

  it('shows a colleague the record for its time, and not after it; the trail says why', async () => {
    const at = await record();
    expect((await chain(sara, at)).status).toBe(404); // control: closed before
    const { id } = await ok<{ id: string }>(open(sara, at.recordId, { minutes: 30 }));
    const seen = await chain(sara, at);
    expect([seen.status, seen.text.includes('Linda Kanarie'), (seen.body as { emergency: boolean }).emergency]).toEqual([200, true, true]);
    expect(((await chain(nawid, at)).body as { emergency: boolean }).emergency).toBe(false);
    expect((await sara.get(`/api/v1/people/${at.personId}`)).status).toBe(200);
    await world.settle();
    expect((await trail(at.caseId, 'break-glass')).map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['OpenEmergency', 'allowed'],
    ]);
    expect((await trail(at.caseId, 'read')).flatMap(({ ground }) => ground)).toContain('emergency-opening');

    world.clock.advance(29 * MINUTE);
    expect((await chain(sara, at)).status).toBe(200);
    world.clock.advance(MINUTE);
    expect((await chain(sara, at)).status).toBe(404);
    expect((await chain(nawid, at)).status).toBe(200);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('ends when it is closed', async () => {
    const at = await record();
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    expect((await chain(sara, at)).status).toBe(200);
    expect((await kin.post(`/api/v1/openings/${id}/end`, {})).status).toBe(404); // nobody else's to close
    await ok(sara.post(`/api/v1/openings/${id}/end`, {}));
    expect((await chain(sara, at)).status).toBe(404);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('ends at once when a head finds it unjustified, and lasts its time when not', async () => {
    const at = await record();
    const status = async () => (await chain(sara, at)).status;
    const { id: justified } = await ok<{ id: string }>(open(sara, at.recordId));
    await ok(head.post(`/api/v1/openings/${justified}/review`, { outcome: 'justified' }));
    expect(await status()).toBe(200); // control
    await ok(sara.post(`/api/v1/openings/${justified}/end`, {}));
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    expect(await status()).toBe(200);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'unjustified', note: 'Kollegan var på plats' }));
    expect([await status(), (await sara.get(`/api/v1/records/${at.recordId}/people`)).text.includes('Linda')]).toEqual([404, false]);
    await world.settle();
    expect((await queue(head)).find(({ openingId }) => openingId === id)?.status).toBe('ended');
    await ok(head.post(`/api/v1/openings/${id}/lift`, { note: 'Genomgång gjord med henne' }));
  });

  it('is for reading: nothing is made of it to copy, print or hand over', async () => {
    const { personId, ...at } = await record();
    const [planId, safetyPlanId, meetingId] = [randomUUID(), randomUUID(), randomUUID()];
    const day = new Date(world.clock.now().getTime() + 72 * HOUR).toISOString();
    const about = { ...at, personId };
    const plan = {
      leaderFunction: 'boden-mottagning-vald',
      participation: 'took-part',
      goals: [{ goalId: randomUUID(), goal: 'Trygg vardag' }],
    };
    await ok(
      nawid.post('/api/v1/plans', { planId, ...about, ...plan, lines: [], participationWays: ['before-meeting'], ownWords: 'Sova' }),
    );
    const safety = { reviewOn: day.slice(0, 10), madeTogether: true, warningSigns: ['Han dricker'], steps: ['Ring Sigrid'] };
    await ok(nawid.post('/api/v1/safety-plans', { safetyPlanId, ...about, ...safety }));
    const held = {
      agenda: ['Trygghet'],
      startsAt: day,
      minutes: 60,
      form: 'in-person',
      place: 'Rum 3',
      invited: ['boden-mottagning-vald'],
    };
    await ok(nawid.post('/api/v1/meetings', { meetingId, ...about, kind: 'case-conference', ...held }));
    await world.settle();
    const handover = { safe: 'yes', way: 'in-person', names: 'with' };
    const taken = async (who: ApiPerson, name: string) => {
      const cookie = await world.cookie(`demo-${name}`);
      const page = supertest(world.url).post(`/workspace/cases/${at.caseId}/safety-plan/${safetyPlanId}/paper`);
      const answers = [
        await who.post(`/api/v1/plans/${planId}/paper`, handover),
        await page.set({ cookie, origin: world.url }).type('form').send(handover),
        await who.get(`/api/v1/meetings/${meetingId}/invitation`),
        await who.get(`/api/v1/cases/${at.caseId}/copy-to-record`),
      ];
      return answers.map(({ status, body }) => [status, (body as { rule?: string }).rule]);
    };
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    for (const path of [`plans/${planId}`, `safety-plans/${safetyPlanId}`, `meetings/${meetingId}`])
      expect([path, (await sara.get(`/api/v1/${path}`)).status]).toEqual([path, 200]); // control: she reads them
    const refused = [403, 'emergency-is-for-reading'];
    expect(await taken(sara, 'boden-caseworker')).toEqual([refused, refused, refused, refused]);
    expect((await taken(nawid, 'boden-stand-in')).map(([status]) => status)).toEqual([200, 200, 200, 200]); // control
    expect((await trail(at.caseId, 'export')).filter(({ outcome }) => outcome === 'denied').length).toBeGreaterThan(0);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('tells of a file and does not give it: it is read by being saved, and that carries it off', async () => {
    const { personId, ...at } = await record();
    const attachmentId = randomUUID();
    const file = { name: 'Intyg Kanarie.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF\n') };
    expect((await nawid.upload('/api/v1/attachments', { attachmentId, ...at, personId, kind: 'certificate' }, file)).status).toBe(201);
    await world.settle();
    const [api, page] = [`/api/v1/attachments/${attachmentId}/content`, `/workspace/cases/${at.caseId}/attachments`];
    const saved = async (who: ApiPerson, name: string) => {
      const cookie = await world.cookie(`demo-${name}`);
      const { status, body, headers } = await who.get(api);
      const screen = await supertest(world.url).get(`${page}/${attachmentId}/content`).set({ cookie, accept: 'text/html' });
      const { text } = await supertest(world.url).get(page).set({ cookie, accept: 'text/html' });
      const told = ['Intyg Kanarie.pdf', `${attachmentId}/content`, 'Kan inte sparas ned'].map((part) => text.includes(part));
      return [status, (body as { rule?: string }).rule, 'content-disposition' in headers, screen.status, ...told];
    };
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    expect(await saved(sara, 'boden-caseworker')).toEqual([403, 'emergency-is-for-reading', false, 403, true, false, true]);
    expect((await sara.get(api)).text).toContain('Ring den som arbetar med akten');
    expect(await saved(nawid, 'boden-stand-in')).toEqual([200, undefined, true, 200, true, true, false]); // control
    const trail = await ok<{ items: { operation: string; outcome: string }[] }>(
      head.get(`/api/v1/audit?caseId=${at.caseId}&action=export`),
    );
    expect(trail.items.map(({ operation, outcome }) => `${operation} ${outcome}`)).toContain('attachment-content allowed');
    // The control: assigned to it she has it, by the same hand, and the opening beside it takes nothing away.
    await ok(nawid.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenCaseworker.id }));
    expect((await sara.get(api)).status).toBe(200);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('changes nothing: writing names the rule, and nothing is written', async () => {
    const at = await record();
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    const contact = { recordId: at.recordId, caseId: at.caseId, safeContact: { way: 'in-person', hours: 'Alltid', language: 'Svenska' } };
    const refused = await sara.post(`/api/v1/people/${at.personId}/safe-contact`, contact);
    expect([refused.status, (refused.body as { rule: string }).rule]).toEqual([403, 'may-not-work']);
    const added = { recordId: at.recordId, caseId: at.caseId, personId: randomUUID(), role: 'relative', name: 'Ny' };
    expect((await sara.post('/api/v1/people', added)).status).toBe(403);
    const assign = { recordId: at.recordId, caseId: at.caseId, staffId: demoStaff.bodenCaseworker.id };
    expect((await sara.post('/api/v1/records/assign', assign)).status).toBe(403);
    await ok(nawid.post(`/api/v1/people/${at.personId}/safe-contact`, contact)); // control
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('reaches no record of another agency, and tells nothing of whether there is one', async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(officer.post('/api/v1/records', { ...at, functionId: 'polis-lulea-lpo', source: 'own' }));
    await world.settle();
    const theirs = await open(sara, at.recordId);
    const nobodys = await open(sara, randomUUID());
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect((await chain(sara, at)).status).toBe(404);
    expect((await chain(officer, at)).status).toBe(200); // control
  });

  it('is not for a party or kin, who cannot tell the record from none', async () => {
    const at = await record();
    const [locked, none] = [await open(kin, at.recordId), await open(kin, randomUUID())];
    const told = ({ status, body }: { status: number; body: unknown }) => [status, { ...(body as object), instance: '' }];
    expect(told(locked)).toEqual(told(none));
    expect(locked.status).toBe(404);
    expect((await chain(kin, at)).status).toBe(404);
    const { id } = await ok<{ id: string }>(open(sara, at.recordId)); // control: a colleague who is no kin
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('closes for whoever is found to be kin while it is open', async () => {
    const at = await record(demoPersons.childFour.personnummer);
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    expect((await chain(sara, at)).status).toBe(200);
    await ok(sara.post('/api/v1/me/relations', { personnummer: demoPersons.childFour.personnummer, relation: 'partner' }));
    expect((await chain(sara, at)).status).toBe(404);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
  });

  it('asks for a fresh login, a reason, and an hour at most', async () => {
    const at = await record();
    for (const wrong of [{ reason: 'kolla' }, { minutes: 61 }, { minutes: 0 }])
      expect((await open(nawid, at.recordId, wrong)).status).toBe(400);
    const cookie = await world.cookie('demo-boden-caseworker');
    const byPage = () =>
      supertest(world.url)
        .post('/api/v1/openings/emergency')
        .set({ cookie, origin: world.url, 'idempotency-key': randomUUID() })
        .send({ openingId: randomUUID(), recordId: at.recordId, reason: WHY });
    const fresh = await byPage();
    expect(fresh.status).toBe(201);
    world.clock.advance(6 * MINUTE);
    const stale = await byPage();
    expect([stale.status, (stale.body as { rule: string }).rule]).toEqual([403, 'fresh-login']);
    const page = await supertest(world.url).get(`/workspace/openings/emergency?recordId=${at.recordId}`).set({ cookie });
    expect([page.text.includes('Logga in på nytt'), page.text.includes('name="reason"')]).toEqual([true, false]);
    await ok(head.post(`/api/v1/openings/${(fresh.body as { id: string }).id}/review`, { outcome: 'justified' }));
  });

  it('is told to the head at once, and to no other; what is not reviewed in 72 hours locks the next', async () => {
    const at = await record();
    const { id } = await ok<{ id: string }>(open(sara, at.recordId));
    await world.settle();
    const told = (await queue(head)).find(({ openingId }) => openingId === id);
    expect(told).toMatchObject({ reason: WHY, staffId: demoStaff.bodenCaseworker.id, overdue: false, status: 'open' });
    expect((await queue(otherHead)).some(({ openingId }) => openingId === id)).toBe(false);
    expect((await otherHead.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' })).status).toBe(404);

    world.clock.advance(72 * HOUR - MINUTE);
    const second = await ok<{ id: string }>(open(sara, at.recordId)); // control: not yet overdue
    await ok(head.post(`/api/v1/openings/${second.id}/review`, { outcome: 'justified' }));
    world.clock.advance(MINUTE);
    const locked = await open(sara, at.recordId);
    expect([locked.status, (locked.body as { rule: string }).rule]).toEqual([403, 'unreviewed-opening']);
    await world.settle();
    expect((await queue(head)).find(({ openingId }) => openingId === id)?.overdue).toBe(true);
    expect((await trail(at.caseId, 'break-glass')).filter(({ outcome }) => outcome === 'denied')).toHaveLength(1);

    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'unjustified', note: 'Kollegan var på plats' }));
    // Reviewed, and found wrong: the stop stays until a head lifts it, and nobody lifts their own.
    const stopped = await open(sara, at.recordId);
    expect([stopped.status, (stopped.body as { rule: string }).rule]).toEqual([403, 'unreviewed-opening']);
    const lift = { note: 'Genomgång gjord med henne' };
    for (const nobody of [otherHead, sara]) expect((await nobody.post(`/api/v1/openings/${id}/lift`, lift)).status).toBe(404);
    await world.settle();
    expect((await queue(head)).find(({ openingId }) => openingId === id)).toMatchObject({ stopped: true });
    await ok(head.post(`/api/v1/openings/${id}/lift`, lift));
    await ok(open(sara, at.recordId));
  });

  it('can be made, told and reviewed on the pages', async () => {
    const at = await record(demoPersons.namesake.personnummer);
    const sara = await world.cookie('demo-boden-caseworker');
    const inga = await world.cookie('demo-boden-supervisor');
    const page = (cookie: string, path: string) => supertest(world.url).get(path).set({ cookie });
    const submit = (cookie: string, path: string, body: object) =>
      supertest(world.url).post(path).set({ cookie, origin: world.url }).type('form').send(body);
    const found = await submit(sara, '/workspace/people/search', { query: demoPersons.namesake.personnummer });
    expect(found.text).toContain(`/workspace/openings/emergency?recordId=${at.recordId}`);
    const form = await page(sara, `/workspace/openings/emergency?recordId=${at.recordId}`);
    const hidden = Object.fromEntries(
      [...form.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    expect((await submit(sara, '/workspace/openings/emergency', { ...hidden, reason: '' })).status).toBe(400);
    const done = await submit(sara, '/workspace/openings/emergency', { ...hidden, reason: WHY });
    expect([done.status, done.headers['location']]).toEqual([303, expect.stringContaining('/workspace/openings?after=')]);
    expect((await page(sara, `/workspace/cases/${at.caseId}`)).text).toContain('genom en nödöppning');
    const waiting = await page(inga, `${done.headers['location']}`);
    expect(waiting.text).toContain(WHY);
    const reviewed = await submit(inga, `/workspace/openings/${hidden['openingId']}/review`, {
      outcome: 'justified',
      idempotencyKey: randomUUID(),
    });
    expect(reviewed.status).toBe(303);
    expect((await page(inga, `${reviewed.headers['location']}`)).text).toContain('Granskad: Befogad');
  });

  it('of a head who is a caseworker too is told to any other head of the agency, who reviews it; she never does herself', async () => {
    const admin = await world.api('demo-administrator');
    const register = (of: typeof demoStaff.bodenSupervisor, duties: string[], functions: readonly string[]) => {
      const { id, subject, name, title, agencyId, unitId } = of;
      return ok(admin.post('/api/v1/organisation/staff', { id, subject, name, title, agencyId, unitId, duties, functions }));
    };
    await register(demoStaff.bodenSupervisor, ['caseworker', 'supervisor'], ['boden-mottagning-vald']);
    const asWorker = await world.api('demo-boden-supervisor', 'caseworker');
    const herself = await world.api('demo-boden-supervisor', 'supervisor');
    const at = await record(demoPersons.childNine.personnummer);
    const { id } = await ok<{ id: string }>(open(asWorker, at.recordId));
    await world.settle();
    const why = { outcome: 'justified' };
    expect((await herself.post(`/api/v1/openings/${id}/review`, why)).body).toMatchObject({ type: 'urn:insatskedja:problem:own-opening' });
    expect((await sara.post(`/api/v1/openings/${id}/review`, why)).status).toBe(404); // control: no head at all
    expect((await otherHead.post(`/api/v1/openings/${id}/review`, why)).status).toBe(404); // control: a head of another agency
    await register(demoStaff.bodenOnCall, ['supervisor'], demoStaff.bodenOnCall.functions);
    const petra = await world.api('demo-boden-on-call');
    // Another unit's head is told of what a head opened, and of nothing that others did.
    const told = (await queue(petra)).map(({ openingId, staffId }) => [openingId, staffId]);
    expect(told).toEqual([[id, demoStaff.bodenSupervisor.id]]);
    await ok(petra.post(`/api/v1/openings/${id}/review`, { outcome: 'unjustified', note: 'Hon hade ingen anledning' }));
    expect((await open(asWorker, at.recordId)).status).toBe(403);
    expect((await herself.post(`/api/v1/openings/${id}/lift`, { note: 'Genomgång gjord' })).status).toBe(409);
    await ok(petra.post(`/api/v1/openings/${id}/lift`, { note: 'Genomgång gjord med henne' }));
    await ok(open(asWorker, at.recordId));
    await register(demoStaff.bodenSupervisor, ['supervisor'], []);
  });

  describe('without its walls (control)', () => {
    it('stays open for ever when the hour is not asked about', async () => {
      const at = await record();
      const { id } = await ok<{ id: string }>(open(sara, at.recordId));
      world.clock.advance(HOUR);
      expect((await chain(sara, at)).status).toBe(404);
      await without(world, { name: 'access.emergency', condition: /o\.until > access\.now\(\)/, instead: 'true' }, async () =>
        expect((await chain(sara, at)).status).toBe(200),
      );
      await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
    });

    it('shows itself to kin when the policy and the wall forget the lock', async () => {
      const at = await record();
      expect((await open(kin, at.recordId)).status).toBe(404);
      await without(
        world,
        { name: 'access.locked', condition: /EXISTS \(SELECT 1 FROM access\.person_tokens[\s\S]*access\.staff\(\)\)/, instead: 'false' },
        async () => expect((await open(kin, at.recordId)).status).toBe(201),
      );
      expect((await chain(kin, at)).status).toBe(404); // the lock is back: the opening that was let in opens nothing
    });

    it('is let in again although the last was never reviewed', async () => {
      const at = await record();
      await ok(open(sara, at.recordId));
      world.clock.advance(72 * HOUR);
      expect((await open(sara, at.recordId)).status).toBe(403);
      await without(world, { name: 'access.open_up', condition: /o->>'kind' = 'emergency'/, instead: 'false' }, async () =>
        expect((await open(sara, at.recordId)).status).toBe(201),
      );
    });
  });
});
