import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoProvisioning } from '#config/demo/provisioning';
import { demoStaff } from '#config/demo/staff';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';

/** Whoever has left and comes back gets a new entry in the register. What kept them out of a case comes along; what let them in does not. */
describe('somebody who returns', () => {
  let world: World;
  let sara: ApiPerson;
  let administrator: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    [sara, administrator] = [await world.api('demo-boden-caseworker'), await world.api('demo-administrator')];
  });
  afterAll(() => world?.close());

  const opened = async (person: object) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(sara.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...at, personId: randomUUID(), role: 'exposed', name: 'Linda Kanarie', ...person }));
    await world.settle();
    return at;
  };
  type Opened = Awaited<ReturnType<typeof opened>>;
  /** Ended, and registered under a new id: with the login and the number that are said. */
  const returns = async (was: string, change: object): Promise<string> => {
    await ok(administrator.post(`/api/v1/organisation/staff/${was}/end`, {}));
    const entry = demoProvisioning.staff.find(({ id }) => id === demoStaff.bodenKin.id)!;
    const id = randomUUID();
    await ok(administrator.post('/api/v1/organisation/staff', { ...entry, id, ...change }));
    return id;
  };
  const emergency = (who: ApiPerson, { recordId }: Opened) =>
    who.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId, reason: 'Hon ringer jouren' });
  const found = async (who: ApiPerson): Promise<object> =>
    ok(who.post('/api/v1/people/search', { personNumber: demoPersons.exposed.personnummer }));

  it('is kin still, is locked out by name still, and is stopped still; by the number or by the login', async () => {
    const [hers, byName, free] = [await opened({ personNumber: demoPersons.exposed.personnummer }), await opened({}), await opened({})];
    await ok(sara.post('/api/v1/records/lock-out', { ...byName, staffId: demoStaff.bodenKin.id }));
    await world.settle();
    const nothing = await found(await world.api('demo-boden-kin'));
    expect(nothing).toMatchObject({ hits: [], elsewhere: false });

    // Another login by then: a colleague's, who has left.
    await ok(administrator.post(`/api/v1/organisation/staff/${demoStaff.bodenStandIn.id}/end`, {}));
    const other = 'demo-boden-stand-in';
    let was: string = demoStaff.bodenKin.id;
    for (const [login, change] of [
      ['demo-boden-kin', {}],
      [other, { subject: other }],
      [other, { subject: other, personnummer: undefined }],
    ] as const) {
      was = await returns(was, change);
      const again = await world.api(login);
      expect(await found(again)).toEqual(nothing);
      expect([(await emergency(again, hers)).status, (await emergency(again, byName)).status]).toEqual([404, 404]);
      expect((await emergency(again, free)).status).toBe(201); // control
    }
    // A head may lift the lock by name, and nothing else.
    const head = await world.api('demo-boden-supervisor');
    await ok(head.post('/api/v1/records/lift-lock', { ...byName, staffId: was }));
    const last = await world.api(other);
    expect([(await emergency(last, hers)).status, (await emergency(last, byName)).status]).toEqual([404, 201]);
  });

  it('stays stopped where an opening was found unjustified, and gets no record that was worked with', async () => {
    const [at, free] = [await opened({}), await opened({})];
    const was = demoStaff.bodenOnCall.id;
    await ok(sara.post('/api/v1/records/assign', { ...at, staffId: was }));
    const petra = await world.api('demo-boden-on-call');
    const { id } = await ok<{ id: string }>(emergency(petra, free));
    const head = await world.api('demo-boden-supervisor');
    await world.settle();
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'unjustified', note: 'Ingen grund i akten.' }));
    expect((await emergency(petra, free)).status).not.toBe(201); // control: stopped before
    const { personnummer: _, ...entry } = { personnummer: undefined, ...demoProvisioning.staff.find((one) => one.id === was)! };
    await ok(administrator.post(`/api/v1/organisation/staff/${was}/end`, {}));
    await ok(administrator.post('/api/v1/organisation/staff', { ...entry, id: randomUUID() }));
    const again = await world.api('demo-boden-on-call');
    expect((await emergency(again, free)).status).not.toBe(201);
    expect((await again.get(`/api/v1/cases/${at.caseId}/chain`)).status).toBe(404);
  });
});
