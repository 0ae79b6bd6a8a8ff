import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { MissingLocks } from '#src/people/index';
import { asOwner } from '../privacy/past-the-walls.js';
import { byTwo } from '../support/by-two.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type SharedWorld } from '../support/world.js';

const { exposed: woman } = demoPersons;
const SUSPECT = { role: 'violence-user', name: 'Tobias Grahn' };

/** Somebody becomes known after the request was sent, and works where it was sent. */
describe('a person who is registered after a request was sent', () => {
  let world: SharedWorld;
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

  /** A request about her alone, while nobody else is known. Her number, if any, is not his sister's: only what comes later can lock him. */
  const sent = async (number: { personNumber?: string } = { personNumber: demoPersons.namesake.personnummer }) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId, referralId] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: 'polis-lulea-lpo', source: 'own' }));
    const her = { name: `${woman.givenName} ${woman.familyName}`, ...number };
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
    return { at, statuses, personId, referralId };
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

  /** A copy of her, which a colleague at the recipient has opened a record for; then it is closed, or not. */
  const copied = async (closed: boolean) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId] = [randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: 'polis-lulea-lpo', source: 'own' }));
    await ok(officer.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Ek' }));
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, ...at, personId, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car' },
        ...{ purposes: ['support'], recipients: ['boden-mottagning-vald'], classes: ['identity'], until: '2026-12-30T08:00:00Z' },
      }),
    );
    await world.settle();
    await ok(
      officer.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...at, recipientFunction: 'boden-mottagning-vald', mode: 'copy', classes: ['identity'] },
        ...{ purpose: 'support', ground: 'osl-10-1-consent', consentId, personIds: [personId], documentation: {} },
      }),
    );
    await world.settle();
    if (closed) await ok(officer.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    await world.settle();
    const waits = async (who: ApiPerson) =>
      (await ok<{ copies: { caseId: string }[] }>(who.get('/api/v1/received'))).copies.some(({ caseId }) => caseId === at.caseId);
    const waiting = async () => [await waits(kin), await waits(nawid)];
    expect(await waiting()).toEqual([true, true]); // control: nothing locks him yet
    return { at, waiting };
  };

  it.each([
    ['stands', false],
    ['was closed', true],
  ])('locks where a copy lies whose disclosure %s: it is read there all the same', async (_how, closed) => {
    const { at, waiting } = await copied(closed);
    await ok(officer.post('/api/v1/people', { ...at, personId: randomUUID(), ...SUSPECT, personNumber: demoStaff.bodenKin.personnummer }));
    expect(await waiting()).toEqual([false, true]);
    const own = { recordId: randomUUID(), caseId: at.caseId, functionId: 'boden-mottagning-vald', source: 'own' };
    expect([(await kin.post('/api/v1/records', own)).status, (await nawid.post('/api/v1/records', own)).status]).toEqual([404, 201]);
  });

  it('is refused by the commit itself where no lock comes with the number, though the disclosure was closed', async () => {
    const told = async () => {
      const { at } = await copied(true);
      const blind = {
        name: 'access.index_person',
        condition: /IF change->'of' IS NOT NULL/,
        instead: "IF false AND change->'of' IS NOT NULL",
      };
      let status = 0;
      await without(world, blind, async () => {
        const him = { ...at, personId: randomUUID(), ...SUSPECT, personNumber: demoStaff.bodenKin.personnummer };
        status = (await officer.post('/api/v1/people', him)).status;
      });
      return status;
    };
    expect(await told()).toBe(503);
    const none = { name: 'access.unlocked_person', condition: /SELECT p\.person_id FROM/, instead: 'SELECT NULL::uuid FROM' };
    await without(world, none, async () => expect(await told()).toBe(201)); // control
  }, 60_000);

  it('is locked out by the machinery where an earlier version made no lock, and once', async () => {
    const { at, waiting } = await copied(true);
    const missing = () => world.app.get(MissingLocks, { strict: false });
    await missing().run();
    await ok(officer.post('/api/v1/people', { ...at, personId: randomUUID(), ...SUSPECT, personNumber: demoStaff.bodenKin.personnummer }));
    await world.settle();
    expect(await missing().run()).toBe(0); // control: a commit makes its own
    await asOwner(world, 'DELETE FROM access.lock_marks WHERE case_id = $1', [at.caseId]);
    await asOwner(world, 'DELETE FROM access.person_tokens WHERE case_id = $1 AND record_id IS NULL', [at.caseId]);
    expect(await waiting()).toEqual([true, true]);
    expect([await missing().run(), await waiting(), await missing().run()]).toEqual([1, [false, true], 0]);
  });

  it('locks nobody by a fictitious identity until it has ended: the lock would tell whose it is', async () => {
    const { at, statuses } = await sent();
    const personId = randomUUID();
    const fictitious = { protection: 'fictitious', personNumber: demoStaff.bodenKin.personnummer };
    await ok(officer.post('/api/v1/people', { ...at, personId, ...SUSPECT, ...fictitious }));
    await world.settle();
    expect(await statuses()).toEqual([200, 200]);
    const { person } = await ok<{ person: { version: string } }>(officer.get(`/api/v1/people/${personId}`));
    await byTwo(officer, await world.api('demo-police-supervisor'), { recordId: at.recordId, personId });
    await ok(officer.post(`/api/v1/people/${personId}/protection`, { ...at, protection: 'none' }, { version: person.version }));
    expect(await statuses()).toEqual([404, 200]);
  });

  /** A correction of what stands in a record, by whoever works with it. */
  const correct = async (who: ApiPerson, { recordId, caseId }: { recordId: string; caseId: string }, personId: string, change: object) => {
    const { person } = await ok<{ person: { version: string } }>(who.get(`/api/v1/people/${personId}?recordId=${recordId}`));
    const correction = { recordId, caseId, reason: 'typing-error', ...change };
    await ok(who.post(`/api/v1/people/${personId}/corrections`, correction, { version: person.version }));
    await world.settle();
  };
  const chain = async (who: ApiPerson, caseId: string) => (await who.get(`/api/v1/cases/${caseId}/chain`)).status;

  it('stays locked out when the recipient corrects her name: the lock is not the recipient’s to take away', async () => {
    const { at, personId, referralId } = await sent({});
    const taken = { recordId: randomUUID(), caseId: at.caseId };
    await ok(nawid.post(`/api/v1/referrals/${referralId}/accept`, {}));
    await ok(nawid.post('/api/v1/records', { ...taken, functionId: 'boden-mottagning-vald', source: 'referral' }));
    await ok(nawid.post('/api/v1/people', { ...taken, personId, role: 'exposed', name: 'Linda Makki' }));
    await ok(nawid.post('/api/v1/records/assign', { ...taken, staffId: demoStaff.bodenKin.id }));
    await world.settle();
    expect(await chain(kin, at.caseId)).toBe(200); // control: nobody knows her number yet
    await correct(officer, at, personId, { personNumber: woman.personnummer });
    expect(await chain(kin, at.caseId)).toBe(404);
    await correct(nawid, taken, personId, { name: 'Linda Mäki' });
    expect([await chain(kin, at.caseId), await chain(nawid, at.caseId)]).toEqual([404, 200]);
  });

  it('stays locked out of a case where she stands in two records, whichever of them is corrected', async () => {
    const caseId = randomUUID();
    const [first, second, personId] = [{ recordId: randomUUID(), caseId }, { recordId: randomUUID(), caseId }, randomUUID()];
    for (const place of [first, second])
      await ok(nawid.post('/api/v1/records', { ...place, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(nawid.post('/api/v1/records/assign', { ...first, staffId: demoStaff.bodenKin.id }));
    expect(await chain(kin, caseId)).toBe(200); // control: nobody in it yet
    const her = { personId, role: 'exposed', name: 'Linda Makki' };
    await ok(nawid.post('/api/v1/people', { ...first, ...her, personNumber: woman.personnummer }));
    await ok(nawid.post('/api/v1/people', { ...second, ...her }));
    await world.settle();
    await correct(nawid, second, personId, { name: 'Linda Mäki' });
    expect(await chain(kin, caseId)).toBe(404);
    const found = await ok<{ hits: { recordId: string }[] }>(nawid.post('/api/v1/people/search', { personNumber: woman.personnummer }));
    expect(found.hits.filter((hit) => [first, second].some(({ recordId }) => recordId === hit.recordId))).toEqual([
      expect.objectContaining({ recordId: first.recordId }),
    ]);
    // What was wrong in the one record alone locks nobody any longer.
    await correct(nawid, first, personId, { personNumber: demoPersons.childNine.personnummer });
    expect(await chain(kin, caseId)).toBe(200);
  });

  it('stays locked out when her identity becomes fictitious, though nothing finds her any longer; no head lifts that', async () => {
    const head = await world.api('demo-boden-supervisor');
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, johan] = [randomUUID(), { ...at, staffId: demoStaff.bodenKin.id }];
    await ok(kin.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    expect(await chain(kin, at.caseId)).toBe(200); // control: nobody in it yet
    await ok(kin.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Mäki', personNumber: woman.personnummer }));
    await ok(head.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenStandIn.id }));
    await world.settle();
    expect([await chain(kin, at.caseId), await chain(nawid, at.caseId)]).toEqual([404, 200]);
    const { person } = await ok<{ person: { version: string } }>(nawid.get(`/api/v1/people/${personId}`));
    await ok(nawid.post(`/api/v1/people/${personId}/protection`, { ...at, protection: 'fictitious' }, { version: person.version }));
    await world.settle();
    expect([await chain(kin, at.caseId), await chain(nawid, at.caseId)]).toEqual([404, 200]);
    const found = await ok<{ hits: { caseId: string }[] }>(nawid.post('/api/v1/people/search', { personNumber: woman.personnummer }));
    expect(found.hits.filter(({ caseId }) => caseId === at.caseId)).toEqual([]);
    await ok(head.post('/api/v1/records/lock-out', johan));
    await ok(head.post('/api/v1/records/lift-lock', johan));
    expect(await chain(kin, at.caseId)).toBe(404);
  });

  it('stays locked out by the number of a registration merged with hers', async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [kept, twin] = [randomUUID(), randomUUID()];
    await ok(kin.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    await world.settle();
    expect(await chain(kin, at.caseId)).toBe(200); // control: nobody in it yet
    await ok(kin.post('/api/v1/records/assign', { ...at, staffId: demoStaff.bodenStandIn.id }));
    const her = { role: 'exposed', name: 'Linda Mäki', minor: false };
    await ok(nawid.post('/api/v1/people', { ...at, personId: kept, ...her }));
    await ok(nawid.post('/api/v1/people', { ...at, personId: twin, ...her, personNumber: woman.personnummer }));
    await world.settle();
    const change = async (personId: string, what: string, body: object) => {
      const { person } = await ok<{ person: { version: string } }>(nawid.get(`/api/v1/people/${personId}?recordId=${at.recordId}`));
      await ok(nawid.post(`/api/v1/people/${personId}/${what}`, { ...at, ...body }, { version: person.version }));
      await world.settle();
    };
    await change(twin, 'merge', { intoPersonId: kept, basis: 'told' });
    await change(kept, 'protection', { protection: 'fictitious' });
    const found = await ok<{ hits: { caseId: string }[] }>(nawid.post('/api/v1/people/search', { personNumber: woman.personnummer }));
    expect(found.hits.filter(({ caseId }) => caseId === at.caseId)).toEqual([]);
    expect([await chain(kin, at.caseId), await chain(nawid, at.caseId)]).toEqual([404, 200]);
  });
});
