import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const { exposed: woman } = demoPersons;

interface Relation {
  readonly relationId: string;
  readonly relation: string;
  readonly retractedAt: string | null;
}

/** A mistyped number locks a colleague out of a stranger's case: it is taken back by two, and by nobody alone. */
describe('a declared relation', () => {
  let world: World;
  let sara: ApiPerson;
  let head: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };

  const chain = async () => (await sara.get(`/api/v1/cases/${at.caseId}/chain`)).status;
  const own = async () =>
    (await ok<{ items: Relation[] }>(sara.get('/api/v1/me/relations'))).items.find(({ relation }) => relation === 'sibling');
  const queue = async (who: ApiPerson) =>
    (await ok<{ items: { relationId: string; staffName: string }[] }>(who.get('/api/v1/retractions'))).items;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    head = await world.api('demo-boden-supervisor');
    await ok(sara.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const person = { personId: randomUUID(), role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer };
    await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
    expect(await chain()).toBe(200);
    await ok(sara.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'sibling' }));
  });
  afterAll(() => world?.close());

  it('locks, and goes on locking when it is taken back', async () => {
    expect(await chain()).toBe(404);
    const { relationId } = (await own())!;
    expect((await head.post(`/api/v1/retractions/${relationId}/confirm`, {})).status).toBe(409);
    expect((await sara.post(`/api/v1/me/relations/${relationId}/retraction`, {})).status).toBe(400);
    const stranger = await world.api('demo-lulea-caseworker');
    const administrator = await world.api('demo-administrator');
    for (const other of [stranger, administrator, head])
      expect((await other.post(`/api/v1/me/relations/${relationId}/retraction`, { reason: 'wrong-number' })).status).toBe(404);
    await ok(sara.post(`/api/v1/me/relations/${relationId}/retraction`, { reason: 'wrong-number' }));
    expect((await own())?.retractedAt).not.toBeNull();
    expect(await chain()).toBe(404);
  });

  it('waits for the head of the unit alone, who is never told whom it is about', async () => {
    const [waiting] = await queue(head);
    expect(waiting).toMatchObject({ staffName: expect.stringContaining(' ') as unknown, reason: 'wrong-number', relation: 'sibling' });
    expect(JSON.stringify(waiting)).not.toContain(woman.personnummer.slice(-4));
    const otherHead = await world.api('demo-lulea-supervisor');
    expect(await queue(otherHead)).toEqual([]);
    const { relationId } = waiting!;
    expect((await otherHead.post(`/api/v1/retractions/${relationId}/confirm`, {})).status).toBe(404);
    expect((await sara.post(`/api/v1/retractions/${relationId}/confirm`, {})).status).toBe(404);
    expect(await chain()).toBe(404);
  });

  it('opens the case again once the head has confirmed, on the page', async () => {
    const { relationId } = (await own())!;
    const cookie = await world.cookie('demo-boden-supervisor');
    const page = await supertest(world.url).get('/workspace/retractions').set({ cookie, accept: 'text/html' });
    for (const words of ['Fel personnummer', 'Syskon', 'Låt stå kvar']) expect(page.text).toContain(words);
    const done = await supertest(world.url)
      .post(`/workspace/retractions/${relationId}/confirm`)
      .set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' })
      .type('form')
      .send({ idempotencyKey: randomUUID() });
    expect(done.status).toBe(303);
    expect(await chain()).toBe(200);
    expect(await own()).toBeUndefined();
    expect(await queue(head)).toEqual([]);
  });

  it('stays where the head lets it stand', async () => {
    await ok(sara.post('/api/v1/me/relations', { personnummer: woman.personnummer, relation: 'sibling' }));
    const { relationId } = (await own())!;
    const cookie = await world.cookie('demo-boden-caseworker');
    const asked = await supertest(world.url)
      .post(`/workspace/me/relations/${relationId}/retract`)
      .set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' })
      .type('form')
      .send({ idempotencyKey: randomUUID(), reason: 'other' });
    expect(asked.status).toBe(303);
    await ok(head.post(`/api/v1/retractions/${relationId}/refuse`, {}));
    expect([await chain(), (await own())?.retractedAt, await queue(head)]).toEqual([404, null, []]);
  });
});
