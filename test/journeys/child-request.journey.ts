import { randomUUID } from 'node:crypto';
import { createWorld, ok, type World } from '../support/world.js';

const BODEN = 'boden-mottagning';

/** Children have their own record: the mirror of what keeps a request for the mother out of theirs (child-concern.journey.ts). */
describe('a request about a child alone', () => {
  let world: World;
  afterAll(() => world?.close());

  it('is taken into a record of the child’s own, though the mother’s was here before', async () => {
    world = await createWorld();
    const [nurse, sara] = [await world.api('demo-region-nurse'), await world.api('demo-boden-caseworker')];
    const place = { recordId: randomUUID(), caseId: randomUUID() };
    const [mother, child] = [randomUUID(), randomUUID()];
    await ok(nurse.post('/api/v1/records', { ...place, functionId: 'akutmottagning', source: 'own' }));
    await ok(nurse.post('/api/v1/people', { ...place, personId: mother, role: 'exposed', name: 'Aino Palo' }));
    await ok(nurse.post('/api/v1/people', { ...place, personId: child, role: 'child', name: 'Ida Palo', minor: true }));
    await world.settle();
    const consentId = randomUUID();
    await ok(
      nurse.post('/api/v1/consents', {
        ...{ consentId, ...place, personId: mother, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-visit' },
        ...{ recipients: [BODEN], classes: ['identity'], purposes: ['support'], until: '2027-01-02T08:00:00Z' },
      }),
    );
    const consented = { purpose: 'support', need: ['support'], ground: 'osl-10-1-consent', consentId };
    const young = {
      ...{ purpose: 'support', need: ['support'], ground: 'osl-25-12' },
      ...{ documentation: { necessity: 'Behövs för att ge nödvändigt stöd.' }, circumstances: ['under-18'] },
    };
    /** @returns the record that the request was taken into */
    const taken = async (personIds: readonly string[], ground: object): Promise<string> => {
      const referralId = randomUUID();
      await ok(
        nurse.post('/api/v1/referrals', {
          ...{ referralId, ...place, fromFunction: 'akutmottagning', toFunction: BODEN, personIds, classes: ['identity'], ...ground },
        }),
      );
      await world.settle();
      await ok(sara.post(`/api/v1/referrals/${referralId}/accept`, {}));
      const { id } = await ok<{ id: string }>(sara.post(`/api/v1/referrals/${referralId}/case`, {}));
      await world.settle();
      return id;
    };
    const people = async (recordId: string) =>
      (await ok<{ items: { personId: string }[] }>(sara.get(`/api/v1/records/${recordId}/people`))).items.map(({ personId }) => personId);

    const hers = await taken([mother], consented);
    const childs = await taken([child], young);
    expect(childs).not.toBe(hers);
    expect([await people(hers), await people(childs)]).toEqual([[mother], [child]]);
    // The controls: the next about each goes where the first went.
    expect([await taken([child], young), await taken([mother], consented)]).toEqual([childs, hers]);
    expect(await people(hers)).toEqual([mother]);
  });
});
