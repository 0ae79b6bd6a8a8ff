import { randomUUID } from 'node:crypto';
import supertest, { type Response } from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const DANGER = 'Han är på väg till henne med kniv, och hon svarar inte.';

interface Review {
  readonly disclosureId: string;
  readonly kind: string;
  readonly verdict: string;
  readonly recipientFunction: string;
  readonly documentation: { readonly reason?: string };
}
interface Seen {
  readonly direction: string;
  readonly recipientFunction: string;
  readonly class: string;
  readonly sees: boolean;
  readonly ways: readonly { readonly kind: string; readonly ground: string; readonly state: string; readonly until: string | null }[];
}

/** Nobody waits for a consent or a colleague while somebody is in danger: one person sends, and the head looks at it afterwards. */
describe('a request under Akut', () => {
  let world: World;
  let officer: ApiPerson;
  let boden: ApiPerson;
  let head: ApiPerson;
  const [caseId, recordId, personId] = [randomUUID(), randomUUID(), randomUUID()];
  const urgentForm = `/workspace/referrals/new?caseId=${caseId}&urgent=true`;

  const page = (cookie: string, path: string, fields?: Record<string, string | string[]>): Promise<Response> => {
    const browser = supertest(world.url);
    const test = fields ? browser.post(path).set('sec-fetch-site', 'same-origin').type('form').send(fields) : browser.get(path);
    return Promise.resolve(test.set('cookie', cookie).set('accept', 'text/html'));
  };
  const request = (change: object = {}) => ({
    referralId: randomUUID(),
    recordId,
    caseId,
    fromFunction: 'polis-lulea-lpo',
    toFunction: BODEN,
    personIds: [personId],
    classes: ['identity', 'risk'],
    purpose: 'protection',
    need: ['protection'],
    ground: 'brb-24-4-necessity',
    documentation: { reason: DANGER },
    urgency: 'acute',
    urgent: true,
    ...change,
  });
  const queue = async (who: ApiPerson): Promise<readonly Review[]> =>
    (await ok<{ items: Review[] }>(who.get('/api/v1/disclosure-reviews'))).items;
  const whoSees = async (who: ApiPerson): Promise<readonly Seen[]> =>
    (await ok<{ classes: Seen[] }>(who.get(`/api/v1/cases/${caseId}/who-sees-what`))).classes;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    boden = await world.api('demo-boden-caseworker');
    head = await world.api('demo-police-supervisor');
    await ok(
      officer.post('/api/v1/police/reports', {
        reportId: randomUUID(),
        recordId,
        caseId,
        functionId: 'polis-lulea-lpo',
        reportNumber: '5000-K91-26',
        offence: 'assault',
        occurredOn: '2026-11-01',
        immediateRisk: true,
        summary: 'Slog henne i hallen.',
        exposed: { personId, name: 'Linda Mäki', personNumber: demoPersons.exposed.personnummer },
        suspect: { personId: randomUUID(), name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
        children: [],
      }),
    );
    await world.settle();
  });
  afterAll(() => world?.close());

  it('is refused on the same ground in the ordinary way: the control', async () => {
    const refused = await officer.post('/api/v1/referrals', request({ urgent: false }));
    expect(refused.body).toMatchObject({ status: 422, rule: 'brb-24-4-necessity' });
    expect(await queue(head)).toEqual([]);
  });

  it('asks for the danger in words, and for nothing else', async () => {
    const without = await officer.post('/api/v1/referrals', request({ documentation: {} }));
    expect(without.body).toMatchObject({ status: 422, rule: 'brb-24-4-necessity' });
  });

  it('is sent by one person without any consent, read at once, and queued for the head', async () => {
    const body = request();
    await ok(officer.post('/api/v1/referrals', body));
    await world.settle();
    const read = await ok(boden.get(`/api/v1/referrals/${body.referralId}`));
    expect(JSON.stringify(read)).toContain('Linda');
    // Why the sender found it urgent is the sender's own: not a word of it at the recipient.
    expect(JSON.stringify(read)).not.toContain(DANGER);
    const [item] = await queue(head);
    expect(item).toMatchObject({ kind: 'referral', verdict: 'waits', recipientFunction: BODEN, documentation: { reason: DANGER } });
    expect(await queue(await world.api('demo-boden-supervisor'))).toEqual([]);
  });

  it('stands in "vem ser vad" class by class, on both sides, and with nobody else', async () => {
    await ok(boden.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId: BODEN, source: 'own' }));
    await world.settle();
    const rows = await whoSees(officer);
    expect(rows.map((row) => `${row.direction} ${row.recipientFunction} ${row.class} ${row.sees}`)).toEqual([
      `discloses ${BODEN} identity true`,
      `discloses ${BODEN} risk true`,
    ]);
    expect(rows[0]!.ways[0]).toMatchObject({ kind: 'referral', ground: 'brb-24-4-necessity', state: 'live' });
    expect((await whoSees(boden)).map(({ direction }) => direction)).toEqual(['receives', 'receives']);
    const nurse = await world.api('demo-region-nurse');
    expect((await nurse.get(`/api/v1/cases/${caseId}/who-sees-what`)).status).toBe(404);
    await ok(nurse.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId: 'akutmottagning', source: 'own' }));
    await world.settle();
    expect(await whoSees(nurse)).toEqual([]);
    const shown = (await page(await world.cookie('demo-police-officer'), `/workspace/cases/${caseId}/who-sees-what`)).text;
    for (const words of ['Det vi lämnar ut', 'Namn och personnummer', 'Nöd (akut)', 'Ser nu', 'Varför syns inget annat här?'])
      expect(shown).toContain(words);
  });

  it('is reviewed once, by the head and never by whoever sent it', async () => {
    const [item] = await queue(head);
    const path = `/api/v1/disclosures/${item!.disclosureId}/review`;
    const review = { verdict: 'justified', note: 'Faran var känd, och hon svarade inte.' };
    expect((await officer.post(path, review)).status).toBe(404);
    expect((await (await world.api('demo-boden-supervisor')).post(path, review)).status).toBe(404);
    const cookie = await world.cookie('demo-police-supervisor');
    const shown = (await page(cookie, '/workspace/urgent')).text;
    for (const words of ['Förfrågan', DANGER, 'Registrera granskningen']) expect(shown).toContain(words);
    const done = await page(cookie, `/workspace/urgent/${item!.disclosureId}`, { idempotencyKey: randomUUID(), ...review });
    expect(done.status).toBe(303);
    await world.settle();
    expect((await queue(head))[0]).toMatchObject({ verdict: 'justified' });
    expect((await head.post(path, review)).body).toMatchObject({ status: 409, type: 'urn:insatskedja:problem:reviewed-already' });
  });

  it('is one form with the danger as its question, and is looked at before it is sent', async () => {
    const cookie = await world.cookie('demo-police-officer');
    const form = await page(cookie, urgentForm);
    expect(form.status).toBe(200);
    for (const words of ['Akut förfrågan', 'Nöd (akut)', 'documentation.reason']) expect(form.text).toContain(words);
    const hiddenOf = (html: string) =>
      Object.fromEntries(
        [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
      );
    const entered = {
      kind: 'request',
      fromFunction: 'polis-lulea-lpo',
      toFunction: 'boden-socialjour',
      need: 'protection',
      personIds: personId,
      classes: ['identity', 'risk'],
      purpose: 'protection',
      ground: 'brb-24-4-necessity',
      urgent: 'true',
      urgency: 'acute',
      'documentation.reason': DANGER,
    };
    const looked = await page(cookie, `/workspace/referrals/new?caseId=${caseId}`, { ...hiddenOf(form.text), ...entered, step: 'preview' });
    expect(looked.status).toBe(200);
    expect(looked.text).toContain('Akut: du beslutar ensam.');
    const sent = await page(cookie, `/workspace/referrals/new?caseId=${caseId}`, { ...hiddenOf(looked.text), ...entered, step: 'send' });
    expect(sent.status).toBe(303);
    await world.settle();
    expect(await queue(head)).toContainEqual(
      expect.objectContaining({ kind: 'referral', verdict: 'waits', recipientFunction: 'boden-socialjour' }),
    );
  });

  it('of a head who works with cases too is reviewed by another head of the agency, who sees nobody else’s', async () => {
    const admin = await world.api('demo-administrator');
    const register = (of: typeof demoStaff.bodenSupervisor, duties: string[], functions: readonly string[]) => {
      const { id, subject, name, title, agencyId, unitId } = of;
      return ok(admin.post('/api/v1/organisation/staff', { id, subject, name, title, agencyId, unitId, duties, functions }));
    };
    await register(demoStaff.bodenSupervisor, ['caseworker', 'supervisor'], [BODEN]);
    await register(demoStaff.bodenOnCall, ['supervisor'], demoStaff.bodenOnCall.functions);
    const asWorker = await world.api('demo-boden-supervisor', 'caseworker');
    const herself = await world.api('demo-boden-supervisor', 'supervisor');
    const otherHead = await world.api('demo-boden-on-call');
    const send = async (who: ApiPerson) => {
      const [at, subject] = [{ recordId: randomUUID(), caseId: randomUUID() }, randomUUID()];
      await ok(who.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
      await ok(who.post('/api/v1/people', { ...at, personId: subject, role: 'exposed', name: 'Linda Mäki' }));
      await world.settle();
      const to = { fromFunction: BODEN, toFunction: 'vardcentral-boden-kurator', personIds: [subject], classes: ['identity'] };
      await ok(who.post('/api/v1/referrals', request({ ...at, ...to })));
      await world.settle();
    };
    await send(boden);
    expect([(await queue(otherHead)).length, (await queue(herself)).length]).toEqual([0, 1]); // control: a colleague's is the unit's own
    await send(asWorker);
    const [item] = await queue(otherHead);
    const path = `/api/v1/disclosures/${item!.disclosureId}/review`;
    const review = { verdict: 'not-justified', note: 'Hon var inte nåbar, men ingen fara var känd.' };
    expect((await herself.post(path, review)).body).toMatchObject({ type: 'urn:insatskedja:problem:own-decision' });
    expect((await head.post(path, review)).status).toBe(404); // control: a head of another agency
    await ok(otherHead.post(path, review));
    await world.settle();
    expect(await queue(otherHead)).toEqual([expect.objectContaining({ disclosureId: item!.disclosureId, verdict: 'not-justified' })]);
    expect((await otherHead.post(path, review)).body).toMatchObject({ status: 409, type: 'urn:insatskedja:problem:reviewed-already' });
  });

  it('goes to civil society too, where an ordinary request waits for her consent', async () => {
    const shelter = { toFunction: 'bjorkudden-stod' };
    const harmless = { urgent: false, ground: 'osl-10-2-necessary', documentation: { necessity: DANGER } };
    expect((await officer.post('/api/v1/referrals', request({ ...shelter, ...harmless }))).body).toMatchObject({
      status: 422,
      rule: 'civil-society-referral-consent',
    });
    await ok(officer.post('/api/v1/referrals', request(shelter)));
    await world.settle();
  });
});
