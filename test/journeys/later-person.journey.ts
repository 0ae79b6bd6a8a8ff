import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const { exposed: woman } = demoPersons;
const SUSPECT = { role: 'violence-user', name: 'Tobias Grahn' };

/** Somebody becomes known after the request was sent, and works where it was sent. */
describe('a person who is registered after a request was sent', () => {
  let world: World;
  let officer: ApiPerson;
  let kin: ApiPerson;
  let nawid: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
    kin = await world.api('demo-boden-kin');
    nawid = await world.api('demo-boden-stand-in');
  });
  afterAll(() => world?.close());

  /** A request about her alone, while nobody else is known. Her number is not his sister's: only what comes later can lock him. */
  const sent = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId, referralId] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: 'polis-lulea-lpo', source: 'own' }));
    const her = { name: `${woman.givenName} ${woman.familyName}`, personNumber: demoPersons.namesake.personnummer };
    await ok(officer.post('/api/v1/people', { ...at, personId, role: 'exposed', ...her }));
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, ...at, personId, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car' },
        ...{ purposes: ['support'], recipients: ['boden-mottagning-vald'], classes: ['identity'], until: '2026-12-30T08:00:00Z' },
      }),
    );
    await world.settle();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, ...at, fromFunction: 'polis-lulea-lpo', toFunction: 'boden-mottagning-vald', personIds: [personId] },
        ...{ classes: ['identity'], purpose: 'support', need: ['support'], ground: 'osl-10-1-consent', consentId },
      }),
    );
    await world.settle();
    const statuses = async () => {
      const url = `/api/v1/referrals/${referralId}`;
      return [(await kin.get(url)).status, (await nawid.get(url)).status];
    };
    expect(await statuses()).toEqual([200, 200]); // control: nothing locks him yet
    return { at, statuses };
  };

  it('locks her own colleagues at the recipient out when it is one of them, and no other', async () => {
    const { at, statuses } = await sent();
    await ok(officer.post('/api/v1/people', { ...at, personId: randomUUID(), ...SUSPECT, personNumber: demoStaff.bodenKin.personnummer }));
    expect(await statuses()).toEqual([404, 200]);
  });

  it('locks when the number comes with a correction', async () => {
    const { at, statuses } = await sent();
    const personId = randomUUID();
    await ok(officer.post('/api/v1/people', { ...at, personId, ...SUSPECT, personNumber: demoPersons.violenceUser.personnummer }));
    await world.settle();
    expect(await statuses()).toEqual([200, 200]); // control: somebody else's number locks nobody
    const { person } = await ok<{ person: { version: string } }>(officer.get(`/api/v1/people/${personId}`));
    const correction = { ...at, reason: 'typing-error', personNumber: demoStaff.bodenKin.personnummer };
    await ok(officer.post(`/api/v1/people/${personId}/corrections`, correction, { version: person.version }));
    expect(await statuses()).toEqual([404, 200]);
  });

  it('locks nobody by a fictitious identity until it has ended: the lock would tell whose it is', async () => {
    const { at, statuses } = await sent();
    const personId = randomUUID();
    const fictitious = { protection: 'fictitious', personNumber: demoStaff.bodenKin.personnummer };
    await ok(officer.post('/api/v1/people', { ...at, personId, ...SUSPECT, ...fictitious }));
    await world.settle();
    expect(await statuses()).toEqual([200, 200]);
    const { person } = await ok<{ person: { version: string } }>(officer.get(`/api/v1/people/${personId}`));
    await ok(officer.post(`/api/v1/people/${personId}/protection`, { ...at, protection: 'none' }, { version: person.version }));
    expect(await statuses()).toEqual([404, 200]);
  });
});
