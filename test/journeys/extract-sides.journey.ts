import { randomUUID } from 'node:crypto';
import { asOwner } from '../privacy/past-the-walls.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const FUNCTION = 'boden-mottagning-vald';

interface HandedOver {
  readonly extract: {
    readonly withOthers: boolean;
    readonly lines: readonly { readonly agencyName: string; readonly act: string; readonly times: number }[];
  };
}
interface Place {
  readonly recordId: string;
  readonly caseId: string;
}

/** A log extract out of one side's record says nothing of the other side's (ADR 0017, 0033), whoever stands in both. */
describe('an extract of the log, between the sides', () => {
  let world: World;
  let sara: ApiPerson;
  let johan: ApiPerson;
  let head: ApiPerson;
  let elsa: ApiPerson;
  let caseId: string;
  let hers: Place;
  let his: Place;
  let woman: string;
  let man: string;
  let child: string;

  beforeAll(async () => {
    world = await createWorld();
    const names = ['boden-caseworker', 'boden-kin', 'boden-supervisor', 'region-nurse'];
    [sara, johan, head, elsa] = (await Promise.all(names.map((name) => world.api(`demo-${name}`)))) as [
      ApiPerson,
      ApiPerson,
      ApiPerson,
      ApiPerson,
    ];
  });
  beforeEach(async () => {
    caseId = randomUUID();
    [hers, his] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    [woman, man, child] = [randomUUID(), randomUUID(), randomUUID()];
    const stands = (who: ApiPerson, place: Place, personId: string, role: string, more: object = {}) =>
      ok(who.post('/api/v1/people', { ...place, personId, role, name: `${role} Ek`, ...more }));
    await ok(sara.post('/api/v1/records', { ...hers, functionId: 'boden-mottagning', source: 'own' }));
    await stands(sara, hers, woman, 'exposed');
    await stands(sara, hers, child, 'child', { minor: true });
    await ok(johan.post('/api/v1/records', { ...his, functionId: FUNCTION, source: 'own', track: 'violence-user' }));
    await stands(johan, his, man, 'violence-user');
    // She and the child stand in his record too: the partner contact, and whom he is a father to.
    await stands(johan, his, woman, 'exposed');
    await stands(johan, his, child, 'child', { minor: true });
    await world.settle();
  });
  afterAll(() => world?.close());

  const handOver = (who: ApiPerson, { recordId }: Place, personId: string, more: object = {}) =>
    who.post(`/api/v1/log-extracts/${personId}/handovers`, {
      ...{ recordId, to: 'self', identity: 'id-document', safe: 'yes', mature: 'yes', format: 'json' },
      ...more,
    });
  const extractOf = async (who: ApiPerson, place: Place, personId: string) =>
    (await ok<HandedOver>(handOver(who, place, personId))).extract;
  const reads = async (who: ApiPerson, place: Place, personId: string): Promise<number> =>
    (await extractOf(who, place, personId)).lines.filter(({ act }) => act === 'read').reduce((sum, { times }) => sum + times, 0);
  const look = (who: ApiPerson, { recordId }: Place, personId: string) => ok(who.get(`/api/v1/people/${personId}?recordId=${recordId}`));
  /** How many readings more an extract counts after something was done. An extract is no reading. */
  const more = async (who: ApiPerson, place: Place, personId: string, work: () => Promise<unknown>): Promise<number> => {
    const before = await reads(who, place, personId);
    await work();
    return (await reads(who, place, personId)) - before;
  };
  const lookEverywhere = async (personId: string): Promise<void> => {
    for (let i = 0; i < 5; i++) await look(sara, hers, personId);
    for (let i = 0; i < 2; i++) await look(johan, his, personId);
  };
  /** A joint plan about her alone: read in no record. */
  const planned = async (who: ApiPerson, place: Place): Promise<() => Promise<unknown>> => {
    const [planId, goalId] = [randomUUID(), randomUUID()];
    const day = new Date(world.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    const line = { lineId: randomUUID(), goalId, kind: 'counselling', responsibleFunction: FUNCTION, dueOn: day, followUpOn: day };
    await ok(
      who.post('/api/v1/plans', {
        ...{ planId, ...place, personId: woman, goals: [{ goalId, goal: 'Trygg vardag' }], lines: [line] },
        ...{ leaderFunction: FUNCTION, participation: 'took-part' },
      }),
    );
    await world.settle();
    return () => ok(who.get(`/api/v1/plans/${planId}`));
  };
  const SIDES = { name: 'access.extract_subject', condition: /OR access\.of_his\(record\)/, instead: '' };
  const BESIDE = { name: 'access.extract_rows', condition: /a\.record_id = ANY \(t\.beside\)/, instead: 'true' };

  it('counts out of his record what was done with her and the child in that record alone, for its worker and its head', async () => {
    for (const personId of [woman, child])
      for (const who of [johan, head]) expect(await more(who, his, personId, () => lookEverywhere(personId))).toBe(2);
    expect((await extractOf(johan, his, woman)).withOthers).toBe(false);
    // Control: without what tells the sides apart, her own record is counted too.
    await without(world, SIDES, () =>
      without(world, BESIDE, async () => expect(await more(johan, his, woman, () => lookEverywhere(woman))).toBe(7)),
    );
  });

  it('counts out of his record nothing that her worker reads of her in no record, and what his own does', async () => {
    const [hersIsRead, hisIsRead] = [await planned(sara, hers), await planned(johan, his)];
    expect(await more(johan, his, woman, hersIsRead)).toBe(0);
    expect(await more(johan, his, woman, hisIsRead)).toBe(1);
    expect(await more(sara, hers, woman, hersIsRead)).toBe(1);
  });

  it('tells out of his record no other agency that reads what hers disclosed', async () => {
    const until = '2026-12-24T00:00:00Z';
    const [given, classes] = [{ givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-visit' }, ['identity', 'support']];
    const [purpose, recipients] = ['support', ['akutmottagning']];
    const consentId = randomUUID();
    await ok(
      sara.post('/api/v1/consents', { consentId, ...hers, personId: woman, ...given, purposes: [purpose], recipients, until, classes }),
    );
    await world.settle();
    const shared = { ground: 'osl-10-1-consent', consentId, recipientFunction: recipients[0], mode: 'standing', until, classes };
    await ok(
      sara.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...hers, personIds: [woman], purpose, ...shared, documentation: {} },
      }),
    );
    const intervention = { interventionId: randomUUID(), kind: 'counselling', functionId: FUNCTION, dueOn: '2026-11-30' };
    await ok(sara.post('/api/v1/interventions', { ...hers, personId: woman, ...intervention }));
    await ok(elsa.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId: 'akutmottagning', source: 'own' }));
    await world.settle();
    await ok(elsa.get(`/api/v1/cases/${caseId}/chain`));
    const agencies = async (who: ApiPerson, place: Place) =>
      new Set((await extractOf(who, place, woman)).lines.map(({ agencyName }) => agencyName));
    for (const who of [johan, head]) expect(await agencies(who, his)).not.toContain('Region Norrbotten');
    expect(await agencies(sara, hers)).toContain('Region Norrbotten'); // the controls: her own record tells, and the side alone hides it
    await without(world, SIDES, async () => expect(await agencies(johan, his)).toContain('Region Norrbotten'));
  });

  it('counts out of her record nothing that was done in his, and for him all of his', async () => {
    expect(await more(sara, hers, woman, () => lookEverywhere(woman))).toBe(5);
    await without(world, BESIDE, async () => expect(await more(sara, hers, woman, () => lookEverywhere(woman))).toBe(7));
    expect(await more(johan, his, man, () => lookEverywhere(woman))).toBe(2);
  });

  const mark = async (personId: string): Promise<void> => {
    const { person } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}?recordId=${hers.recordId}`));
    const body = { ...hers, protection: 'secrecy-mark' };
    await ok(sara.post(`/api/v1/people/${personId}/protection`, body, { version: person.version }));
    await world.settle();
  };
  it('tells his worker nothing of a mark on her side, and hers', async () => {
    const told = async (who: ApiPerson, { recordId }: Place, personId: string) =>
      (await ok<{ protected: boolean }>(who.get(`/api/v1/log-extracts/${personId}?recordId=${recordId}`))).protected;
    const all = () => Promise.all([told(johan, his, man), told(johan, his, child), told(sara, hers, child)]);
    expect(await all()).toEqual([false, false, false]);
    await mark(woman);
    expect(await all()).toEqual([false, false, true]);
  });

  it('goes to no guardian of a child whose mark came from a record that was erased', async () => {
    const toGuardian = () => handOver(sara, hers, child, { to: 'guardian', guardianId: woman });
    expect((await toGuardian()).status).toBe(200); // the control
    // As access.carry_marks leaves it, when the record that set the mark is destroyed.
    await asOwner(world, `INSERT INTO access.protected_persons (record_id, person_id) VALUES ($1, $2)`, [hers.recordId, child]);
    expect((await toGuardian()).body).toMatchObject({ type: 'urn:insatskedja:problem:guardian-of-protected-child' });
  });
});
