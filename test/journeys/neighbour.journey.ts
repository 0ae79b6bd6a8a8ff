import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const FUNCTION = 'boden-mottagning-vald';
const REASON = 'Ingen annan är i tjänst i kväll, och hon väntar.';
const { exposed: woman } = demoPersons;

interface Opening {
  readonly openingId: string;
  readonly kind: string;
  readonly caseId: string;
  readonly reason: string;
  readonly outcome: string | null;
}

/** A small office has many neighbours: they are warned and reviewed, where kin are locked out as if there were no case. */
describe('a neighbour', () => {
  let world: World;
  let sara: ApiPerson;
  let other: ApiPerson;
  let head: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    other = await world.api('demo-boden-on-call');
    head = await world.api('demo-boden-supervisor');
  });
  afterAll(() => world?.close());

  /** A case with her in it, which Sara is assigned to. */
  const caseWithHer = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(sara.post('/api/v1/records', { ...at, functionId: FUNCTION, source: 'own' }));
    const person = { personId: randomUUID(), role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer };
    await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
    return at;
  };
  const chain = async (who: ApiPerson, caseId: string) => {
    const { status, body } = await who.get(`/api/v1/cases/${caseId}/chain`);
    return `${status} ${(body as { rule?: string }).rule ?? ''}`.trim();
  };
  const openings = async (who: ApiPerson): Promise<readonly Opening[]> =>
    (await ok<{ items: Opening[] }>(who.get('/api/v1/openings'))).items.filter(({ kind }) => kind === 'neighbour');

  it('opens the case as everyone else until the relation is declared: the control', async () => {
    const { caseId } = await caseWithHer();
    expect(await chain(sara, caseId)).toBe('200');
    expect((await sara.get(`/api/v1/cases/${caseId}/neighbour`)).status).toBe(404);
    await ok(sara.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'neighbour' }));
    expect(await chain(sara, caseId)).toBe('403 neighbour');
  });

  it('is warned before anything of the case is shown, and goes on for a reason that the head sees at once', async () => {
    const { caseId, recordId } = await caseWithHer();
    for (const path of [`/api/v1/cases/${caseId}/chain`, `/api/v1/records/${recordId}/people`, `/api/v1/cases/${caseId}/who-sees-what`]) {
      const answer = await sara.get(path);
      expect({ path, shown: JSON.stringify(answer.body).includes('Linda') }).toEqual({ path, shown: false });
      expect({ path, status: answer.status }).toEqual({ path, status: 403 });
    }
    expect((await sara.post(`/api/v1/cases/${caseId}/neighbour`, { reason: 'kort' })).status).toBe(400);
    await ok(sara.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON }));
    expect(await chain(sara, caseId)).toBe('200');
    await world.settle();
    expect(await openings(head)).toContainEqual(expect.objectContaining({ caseId, reason: REASON, outcome: null }));
    expect(await openings(await world.api('demo-lulea-supervisor'))).toEqual([]);
  });

  it('is nothing to those who are none, nor to those who cannot see the case', async () => {
    const { caseId, recordId } = await caseWithHer();
    expect(await chain(other, caseId)).toBe('404');
    expect((await other.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON })).status).toBe(404);
    expect((await sara.get(`/api/v1/cases/${randomUUID()}/neighbour`)).status).toBe(404);
    await ok(other.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'neighbour' }));
    // Not assigned: no warning tells that there is such a case.
    expect(await chain(other, caseId)).toBe('404');
    expect((await other.get(`/api/v1/cases/${caseId}/neighbour`)).status).toBe(404);
    await ok(sara.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON }));
    await ok(sara.post('/api/v1/records/assign', { recordId, caseId, staffId: demoStaff.bodenOnCall.id }));
    expect(await chain(other, caseId)).toBe('403 neighbour');
  });

  it('is warned before the log extract is handed over, put off or even told of, and nothing is written until a reason is given', async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const personId = randomUUID();
    const nawid = await world.api('demo-boden-stand-in');
    await ok(nawid.post('/api/v1/records', { ...at, functionId: FUNCTION, source: 'own' }));
    await ok(nawid.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer }));
    await ok(nawid.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenCaseworker.id }));
    await world.settle();
    const { recordId } = at;
    const given = { recordId, to: 'self', identity: 'id-document', safe: 'yes', format: 'json' };
    const put = { recordId, ground: 'danger-to-somebody', until: '2027-01-15', reason: 'Hon kan komma till skada.' };
    const path = `/api/v1/log-extracts/${personId}`;
    const asked = async (who: ApiPerson) =>
      [await who.get(`${path}?recordId=${recordId}`), await who.post(`${path}/handovers`, given), await who.post(`${path}/delay`, put)].map(
        ({ status, body }) => `${status} ${(body as { rule?: string }).rule ?? ''}`.trim(),
      );
    const written = async () => {
      const { rows } = await world.database.projector.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM es.events WHERE type LIKE 'audit-review.LogExtract%' AND data->>'personId' = $1",
        [personId],
      );
      return rows[0]!.n;
    };
    expect([await asked(sara), await written()]).toEqual([['403 neighbour', '403 neighbour', '403 neighbour'], 0]);
    await ok(sara.post(`/api/v1/cases/${at.caseId}/neighbour`, { reason: REASON }));
    expect([await asked(sara), await written()]).toEqual([['200', '200', '200'], 2]); // the control
  });

  describe('at a function that something came to', () => {
    let police: ApiPerson;
    let from: { caseId: string; recordId: string };
    let consentId: string;
    const personId = randomUUID();

    /** A request about her from the police to where Sara works. */
    const sent = async (): Promise<string> => {
      const referralId = randomUUID();
      const by = { fromFunction: 'polis-lulea-lpo', toFunction: FUNCTION, ground: 'osl-10-1-consent', consentId };
      const what = { personIds: [personId], classes: ['identity'], purpose: 'support', need: ['support'] };
      await ok(police.post('/api/v1/referrals', { referralId, ...from, ...by, ...what }));
      await world.settle();
      return `/api/v1/referrals/${referralId}`;
    };
    /** A case at the police with her in it, and her consent. */
    const knownToPolice = async (): Promise<void> => {
      from = { caseId: randomUUID(), recordId: randomUUID() };
      consentId = randomUUID();
      await ok(police.post('/api/v1/records', { ...from, functionId: 'polis-lulea-lpo', source: 'own' }));
      const person = { personId, role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer };
      await ok(police.post('/api/v1/people', { ...from, ...person }));
      const until = new Date(world.clock.now().getTime() + 90 * 24 * 3_600_000).toISOString();
      const shares = { classes: ['identity'], recipients: [FUNCTION], purposes: ['support'], until };
      const given = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car' };
      await ok(police.post('/api/v1/consents', { consentId, ...from, personId, ...given, ...shares }));
      await world.settle();
    };
    beforeAll(async () => {
      police = await world.api('demo-police-officer');
      await knownToPolice();
    });

    it('is warned before the request is shown, before anybody works with the case', async () => {
      const request = await sent();
      const list = await ok<{ items: { referralId: string }[] }>(sara.get('/api/v1/referrals?box=inbox'));
      expect(list.items.map(({ referralId }) => referralId)).toContain(request.split('/').at(-1));
      const answer = await sara.get(request);
      expect([answer.status, (answer.body as { rule?: string }).rule]).toEqual([403, 'neighbour']);
      expect(JSON.stringify(answer.body)).not.toContain('Linda');
      expect(await ok(sara.get(`/api/v1/cases/${from.caseId}/neighbour`))).toEqual({ caseId: from.caseId });
      // The control: a colleague who is no neighbour of anybody in it reads it.
      const colleague = await world.api('demo-boden-stand-in');
      expect((await colleague.post(`/api/v1/cases/${from.caseId}/neighbour`, { reason: REASON })).status).toBe(404);
      expect([(await colleague.get(request)).status, (await colleague.get(`/api/v1/cases/${from.caseId}/neighbour`)).status]).toEqual([
        200, 404,
      ]);
    });

    it('goes on for a reason, which the head of that function reviews', async () => {
      await ok(sara.post(`/api/v1/cases/${from.caseId}/neighbour`, { reason: REASON }));
      await world.settle();
      expect(JSON.stringify(await ok(sara.get(await sent())))).toContain('Linda');
      const item = (await openings(head)).find((one) => one.caseId === from.caseId)!;
      expect(item).toMatchObject({ reason: REASON, outcome: null });
      await ok(head.post(`/api/v1/openings/${item.openingId}/review`, { outcome: 'unjustified', note: 'Det fanns kollegor i tjänst.' }));
      expect((await sara.get(await sent())).status).toBe(403);
    });

    it('keeps its own act of what it gave back unread, and is warned once something lies there again', async () => {
      await knownToPolice();
      const returned = await sent();
      await ok(sara.post(`${returned}/return`, { reason: 'wrong-municipality' }));
      await world.settle();
      expect(await ok(sara.get(returned))).toMatchObject({ side: 'former' });
      const accepted = await sent();
      await ok(sara.post(`${accepted}/accept`, {}));
      await world.settle();
      for (const one of [sara.get(returned), sara.get(accepted), sara.post(`${accepted}/case`, {})])
        expect(await one).toMatchObject({ status: 403, body: { rule: 'neighbour' } });
      await ok(sara.post(`/api/v1/cases/${from.caseId}/neighbour`, { reason: REASON }));
      await ok(sara.post(`${accepted}/case`, {}));
      expect(await ok(sara.get(returned))).toMatchObject({ side: 'former' });
      const { rows } = await world.database.projector.query(
        "SELECT DISTINCT case_id FROM audit.records WHERE operation = 'referral' AND outcome = 'allowed' AND object_id = $1 AND staff_id = $2",
        [returned.split('/').at(-1), demoStaff.bodenCaseworker.id],
      );
      expect(rows).toEqual([{ case_id: from.caseId }]);
    });

    it('is warned as a liaison of what the police has sent, and reads it once a reason is given', async () => {
      await knownToPolice();
      const request = await sent();
      const liaison = await world.api('demo-police-liaison');
      expect((await liaison.get(request)).status).toBe(200); // control
      await ok(liaison.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'neighbour' }));
      expect(await liaison.get(request)).toMatchObject({ status: 403, body: { rule: 'neighbour' } });
      const cookie = await world.cookie('demo-police-liaison');
      const browser = supertest(world.url);
      const page = `/workspace/referrals/${request.split('/').at(-1)}`;
      const stopped = await browser.get(page).set({ cookie, accept: 'text/html' });
      expect([stopped.status, stopped.headers['location']]).toEqual([
        303,
        `/workspace/cases/${from.caseId}/neighbour?returnTo=${encodeURIComponent(page)}`,
      ]);
      const warning = await browser.get(stopped.headers['location']!).set({ cookie, accept: 'text/html' });
      expect([warning.status, warning.text.includes('Fortsätt ändå'), warning.text.includes('Linda')]).toEqual([200, true, false]);
      expect(/href="([^"]+)"[^>]*>Avstå/.exec(warning.text)?.[1]).toBe('/workspace/referrals');
      const done = await browser
        .post(`/workspace/cases/${from.caseId}/neighbour`)
        .set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' })
        .type('form')
        .send({ idempotencyKey: randomUUID(), reason: REASON, returnTo: page });
      expect([done.status, done.headers['location']!.startsWith(page)]).toEqual([303, true]);
      expect((await browser.get(page).set({ cookie, accept: 'text/html' })).status).toBe(200);
      await world.settle();
      const heads = await openings(await world.api('demo-police-supervisor'));
      expect(heads).toContainEqual(expect.objectContaining({ caseId: from.caseId, reason: REASON }));
    });
  });

  it('is stopped again by a review that finds it wrong, for good', async () => {
    const { caseId } = await caseWithHer();
    await ok(sara.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON }));
    await world.settle();
    const item = (await openings(head)).find((one) => one.caseId === caseId)!;
    const path = `/api/v1/openings/${item.openingId}/review`;
    expect((await head.post(path, { outcome: 'unjustified' })).status).toBe(400);
    expect((await sara.post(path, { outcome: 'justified' })).status).toBe(404);
    await ok(head.post(path, { outcome: 'unjustified', note: 'Det fanns kollegor i tjänst.' }));
    expect(await chain(sara, caseId)).toBe('403 neighbour');
    expect((await sara.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON })).status).toBe(409);
  });

  it('who is kin of somebody else in the case is answered as if there were none: not even that a neighbour is in it', async () => {
    const withPetra = async () => {
      const at = await caseWithHer();
      await ok(sara.post(`/api/v1/cases/${at.caseId}/neighbour`, { reason: REASON }));
      await ok(sara.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenOnCall.id }));
      return at;
    };
    const { caseId, recordId } = await withPetra();
    const lists = async (id: string) => {
      const { status, body } = await other.get(`/api/v1/referrals?box=inbox&caseId=${id}`);
      return [status, (body as { items?: unknown[] }).items];
    };
    const warning = async (id: string) => (await other.get(`/api/v1/cases/${id}/neighbour`)).status;
    expect([await warning(caseId), (await lists(caseId))[0]]).toEqual([200, 403]); // control
    await ok(sara.post('/api/v1/records/lock-out', { recordId, caseId, staffId: demoStaff.bodenOnCall.id }));
    expect([await warning(caseId), await lists(caseId)]).toEqual([404, [200, []]]);
    expect([await warning(randomUUID()), await lists(randomUUID())]).toEqual([404, [200, []]]);
    expect((await other.post(`/api/v1/cases/${caseId}/neighbour`, { reason: REASON })).status).toBe(404);
    // By kinship as by name.
    const child = { personId: randomUUID(), role: 'child', name: 'Wilma Grahn', personNumber: demoPersons.childNine.personnummer };
    await ok(other.post('/api/v1/me/relations', { personnummer: demoPersons.childNine.personnummer, relation: 'sibling' }));
    const both = await withPetra();
    expect(await warning(both.caseId)).toBe(200); // control
    await ok(sara.post('/api/v1/people', { ...both, ...child }));
    expect([await warning(both.caseId), await lists(both.caseId)]).toEqual([404, [200, []]]);
  });

  it('who turns out to be kin is locked out, and does not become a neighbour again by saying so', async () => {
    const { caseId } = await caseWithHer();
    await ok(sara.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'sibling' }));
    expect(await chain(sara, caseId)).toBe('404');
    expect((await sara.get(`/api/v1/cases/${caseId}/neighbour`)).status).toBe(404);
    const weaker = await sara.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'neighbour' });
    expect(weaker.body).toMatchObject({ status: 422, type: 'urn:insatskedja:problem:relation-not-weakened' });
    expect(await chain(sara, caseId)).toBe('404');
  });

  it('meets one page between the case list and the case', async () => {
    const cookie = await world.cookie('demo-boden-on-call');
    const browser = supertest(world.url);
    const get = (path: string) => browser.get(path).set('cookie', cookie).set('accept', 'text/html');
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(other.post('/api/v1/records', { ...at, functionId: 'boden-socialjour', source: 'own' }));
    await ok(
      other.post('/api/v1/people', {
        ...at,
        personId: randomUUID(),
        role: 'exposed',
        name: 'Linda Mäki',
        personNumber: woman.personnummer,
      }),
    );
    await world.settle();
    const there = `/workspace/cases/${at.caseId}`;
    const sent = await get(`${there}/consent`);
    expect([sent.status, sent.headers['location']]).toEqual([303, `${there}/neighbour?returnTo=${encodeURIComponent(`${there}/consent`)}`]);
    const warning = await get(sent.headers['location']!);
    expect(warning.text).toContain('Fortsätt ändå');
    expect(warning.text).not.toContain('Linda');
    const post = (reason: string, returnTo: string) =>
      browser
        .post(`${there}/neighbour`)
        .set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' })
        .type('form')
        .send({ idempotencyKey: randomUUID(), reason, returnTo });
    expect((await post('', there)).status).toBe(400);
    const done = await post(REASON, 'https://example.org/workspace/cases');
    expect([done.status, done.headers['location']!.startsWith(there)]).toEqual([303, true]);
    expect((await get(`${there}/consent`)).status).toBe(200);
  });
});
