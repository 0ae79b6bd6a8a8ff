import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const WHERE = 'Kanariegränd 7';

/** Law enforcement asks for a home address (lag 2025:170 4 §): it goes to persons who decide, two of them, and nothing is given by itself. */
describe('a request for a home address', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let nawid: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    sara = await world.api('demo-boden-caseworker');
    nawid = await world.api('demo-boden-stand-in');
  });
  afterAll(() => world?.close());

  const asked = async (protection = 'none') => {
    const caseId = randomUUID();
    const [police, boden] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    const [personId, referralId] = [randomUUID(), randomUUID()];
    const her = { role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer };
    await ok(officer.post('/api/v1/records', { ...police, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(officer.post('/api/v1/people', { ...police, personId, ...her }));
    await ok(sara.post('/api/v1/records', { ...boden, functionId: BODEN, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...boden, personId, ...her, protection, address: WHERE }));
    await world.settle();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, ...police, fromFunction: 'polis-lulea-lpo', toFunction: BODEN, personIds: [personId], classes: ['identity'] },
        ...{
          purpose: 'investigation',
          need: ['home-address'],
          ground: 'osl-10-2-necessary',
          documentation: { necessity: 'Hon ska höras.' },
        },
      }),
    );
    await world.settle();
    return { police, boden, personId, url: `/api/v1/referrals/${referralId}`, page: `/workspace/referrals/${referralId}` };
  };
  type Asked = Awaited<ReturnType<typeof asked>>;
  const decide = (who: ApiPerson, { boden, personId }: Asked, disclosureId: string) =>
    who.post('/api/v1/disclosures', {
      ...{
        disclosureId,
        ...boden,
        recipientFunction: 'polis-lulea-lpo',
        mode: 'copy',
        classes: ['identity', 'location'],
        personIds: [personId],
      },
      ...{ purpose: 'investigation', ground: 'lag-2025-170-4-address' },
      documentation: { request: 'Begäran av polisen i dag', balancing: 'Inga synnerliga skäl emot' },
    });
  const reaches = async ({ police }: Asked): Promise<boolean> => {
    await world.settle();
    const answers = [
      await officer.get(`/api/v1/cases/${police.caseId}/chain`),
      await officer.get(`/api/v1/cases/${police.caseId}/received`),
    ];
    return answers.some(({ text }) => text.includes(WHERE));
  };

  it('is shown to the recipient as a decision to make, and gives nothing by itself, not even when it is accepted', async () => {
    const request = await asked();
    const cookie = await world.cookie('demo-boden-caseworker');
    const { text } = await supertest(world.url).get(request.page).set({ cookie });
    expect([text.includes('Begäran om hemadress'), text.includes('Besluta om adressen')]).toEqual([true, true]);
    await ok(sara.post(`${request.url}/accept`, {}));
    expect(await reaches(request)).toBe(false);
  });

  it('is answered when one has decided and another approved', async () => {
    const request = await asked();
    const disclosureId = randomUUID();
    await ok(decide(sara, request, disclosureId));
    expect(await reaches(request)).toBe(false);
    expect((await sara.post(`/api/v1/disclosures/${disclosureId}/approval`, {})).status).toBe(409);
    await ok(nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {}));
    expect(await reaches(request)).toBe(true);
  });

  it('carries no address of somebody protected, whoever decides', async () => {
    const request = await asked('protected-registration');
    const disclosureId = randomUUID();
    await decide(sara, request, disclosureId);
    await nawid.post(`/api/v1/disclosures/${disclosureId}/approval`, {});
    expect(await reaches(request)).toBe(false);
  });

  it('is not for others than law enforcement', async () => {
    const { boden, personId } = await asked();
    const refused = await sara.post('/api/v1/referrals', {
      ...{ referralId: randomUUID(), ...boden, fromFunction: BODEN, toFunction: 'lulea-mottagning-vald', personIds: [personId] },
      ...{
        classes: ['identity'],
        purpose: 'support',
        need: ['home-address'],
        ground: 'osl-10-2-necessary',
        documentation: { necessity: 'Ska nås.' },
      },
    });
    expect([refused.status, (refused.body as { type: string }).type]).toEqual([422, 'urn:insatskedja:problem:address-duty-does-not-cover']);
  });
});
