import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const [FIRST, MORE] = ['akutmottagning', 'bjorkudden-stod'];

/** An extension is a consent to more: who said it, and whether through an interpreter, stands as of the first. */
describe('a consent that is extended', () => {
  let world: World;
  let sara: ApiPerson;
  const at = { recordId: randomUUID(), caseId: randomUUID() };
  const [mother, father, child] = [randomUUID(), randomUUID(), randomUUID()];

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    await ok(sara.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
    for (const person of [
      { personId: mother, role: 'exposed', name: 'Mamma Prov' },
      { personId: father, role: 'relative', name: 'Pappa Prov' },
      { personId: child, role: 'child', name: 'Saga Prov', minor: true },
    ])
      await ok(sara.post('/api/v1/people', { ...at, ...person }));
    await world.settle();
  });
  afterAll(() => world?.close());

  const recorded = async (): Promise<string> => {
    const consentId = randomUUID();
    await ok(
      sara.post('/api/v1/consents', {
        ...{ consentId, ...at, personId: child, givenBy: 'guardian', givenByPersonId: mother, form: 'oral', alone: 'yes' },
        ...{ recipients: [FIRST], classes: ['identity'], purposes: ['support'], until: '2026-12-24T00:00:00Z', circumstances: 'at-visit' },
      }),
    );
    await world.settle();
    return consentId;
  };
  const extend = (consentId: string, said: object) =>
    sara.post(`/api/v1/consents/${consentId}/extensions`, { recipients: [MORE], form: 'oral', alone: 'yes', ...said });
  const view = async (consentId: string) => {
    await world.settle();
    return ok<{ interpreterUsed: boolean | null; extended: object[] }>(sara.get(`/api/v1/consents/${consentId}`));
  };

  it('tells who said it and that an interpreter was used; one that does not say tells nothing', async () => {
    const [said, silent] = [await recorded(), await recorded()];
    await ok(extend(said, { form: 'written', interpreterUsed: true, givenBy: 'guardian', givenByPersonId: mother }));
    await ok(extend(silent, {}));
    expect(await view(said)).toMatchObject({
      interpreterUsed: null,
      extended: [{ recipients: [MORE], classes: [], until: null, form: 'written', alone: 'yes', interpreterUsed: true }],
    });
    expect((await view(said)).extended[0]).toMatchObject({ givenBy: 'guardian', givenByPersonId: mother });
    expect((await view(silent)).extended).toMatchObject([{ interpreterUsed: null, givenBy: null, givenByPersonId: null }]);
  });

  it('is no other person’s: that is a consent of its own', async () => {
    const consentId = await recorded();
    for (const other of [{ givenBy: 'child-mature' }, { givenBy: 'guardian', givenByPersonId: father }, { givenByPersonId: father }]) {
      const { status, text } = await extend(consentId, other);
      expect([status, text]).toEqual([422, expect.stringContaining('egistrera ett nytt samtycke') as string]);
      expect(text).toContain('consent-giver-differs');
    }
    expect(await view(consentId)).toMatchObject({ recipients: [{ functionId: FIRST }], extended: [] });
    await ok(extend(consentId, { givenBy: 'guardian', givenByPersonId: mother })); // control
  });

  it('is asked for and told on the page', async () => {
    const consentId = await recorded();
    const cookie = await world.cookie('demo-boden-caseworker');
    const list = `/workspace/cases/${at.caseId}/consent`;
    const path = `${list}/${consentId}/extend`;
    const get = (url: string) => supertest(world.url).get(url).set({ cookie, accept: 'text/html' });
    const form = (await get(path)).text;
    for (const part of ['name="interpreter"', 'name="givenBy"', 'Mamma Prov']) expect(form).toContain(part);
    const hidden = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    const post = (fields: object) =>
      supertest(world.url)
        .post(path)
        .set({ cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' })
        .type('form')
        .send({ ...hidden, recipient: MORE, form: 'oral', alone: 'yes', interpreter: 'true', givenBy: 'guardian', ...fields });
    const refused = await post({ givenByPersonId: father });
    expect([refused.status, refused.text.includes('egistrera ett nytt samtycke')]).toEqual([400, true]);
    expect((await post({ givenByPersonId: mother })).status).toBe(303);
    await world.settle();
    const page = (await get(list)).text;
    expect(page).toMatch(/Utökat 2 november 2026: [^<]*Tolk användes/);
  });
});
