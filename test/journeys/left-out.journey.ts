import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const WHERE = 'Kanariegränd 1';
const POLICE = 'polis-lulea-lpo';
const REASON = 'Han är på väg dit med kniv just nu';

interface Answer {
  readonly withheld: readonly { readonly class: string; readonly because: string }[];
}

/** Where a protected person is does not leave her record. Whoever sends in an emergency is told so at once, and does not believe that help knows where. */
describe('what a decision leaves out', () => {
  let world: World;
  let nawid: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    nawid = await world.api('demo-boden-stand-in');
  });
  afterAll(() => world?.close());

  const record = async (protection: string) => {
    const [at, personId] = [{ recordId: randomUUID(), caseId: randomUUID() }, randomUUID()];
    await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const person = { role: 'exposed', name: 'Linda Kanarie', protection, address: WHERE, phone: '070-1740605' };
    await ok(nawid.post('/api/v1/people', { ...at, personId, ...person }));
    await world.settle();
    return { ...at, personId };
  };
  const urgent = ({ recordId, caseId, personId }: Awaited<ReturnType<typeof record>>, classes: readonly string[]) => ({
    ...{ disclosureId: randomUUID(), recordId, caseId, personIds: [personId], recipientFunction: POLICE, classes },
    ...{ mode: 'copy', purpose: 'protection', ground: 'brb-24-4-necessity', urgent: true, documentation: { reason: REASON } },
  });

  it('is told in the answer, as in the preview, and again when the same is asked again', async () => {
    const at = await record('protected-registration');
    const asked = urgent(at, ['identity', 'location']);
    const preview = await ok<Answer>(nawid.post('/api/v1/disclosures/preview', asked));
    expect(preview.withheld).toContainEqual({ class: 'location', because: 'protected' });
    const key = randomUUID();
    for (const replayed of [false, true]) {
      const answer = await ok<Answer>(nawid.post('/api/v1/disclosures', asked, { key }));
      expect(answer).toMatchObject({ replayed, withheld: [{ class: 'location', because: 'protected' }] });
      await world.settle();
    }
    const contact = await ok<Answer>(nawid.post('/api/v1/disclosures', urgent(at, ['identity', 'contact', 'location'])));
    expect(contact.withheld.map((one) => one.class).sort()).toEqual(['contact', 'location']);
    const nothingElse = await ok<Answer>(nawid.post('/api/v1/disclosures', urgent(at, ['location'])));
    expect(nothingElse.withheld.map((one) => one.class)).toEqual(['location']);
  });

  it('is nothing where nobody is protected, or where no place was asked for', async () => {
    const open = await record('none');
    expect((await ok<Answer>(nawid.post('/api/v1/disclosures', urgent(open, ['identity', 'location'])))).withheld).toEqual([]);
    const at = await record('protected-registration');
    expect((await ok<Answer>(nawid.post('/api/v1/disclosures', urgent(at, ['identity'])))).withheld).toEqual([]);
  });

  it('is told on the page after the decision, with what to do', async () => {
    const cookie = await world.cookie('demo-boden-stand-in');
    const decide = async (protection: string): Promise<string> => {
      const at = await record(protection);
      const { recordId, personId } = at;
      const form = { idempotencyKey: randomUUID(), disclosureId: randomUUID(), recordId, recipientFunction: POLICE, personIds: personId };
      const base = `/workspace/cases/${at.caseId}/disclosures`;
      const sent = await supertest(world.url)
        .post(`${base}/urgent`)
        .set({ cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' })
        .type('form')
        .send({ ...form, classes: ['identity', 'location'], 'documentation.reason': REASON });
      expect(sent.status).toBe(303);
      return (await supertest(world.url).get(sent.headers['location']!).set({ cookie, accept: 'text/html' })).text;
    };
    expect(await decide('protected-registration')).toContain('Detta lämnades inte: Plats');
    expect(await decide('none')).not.toContain('Detta lämnades inte');
  });
});
