import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

interface Found {
  hits: { recordId: string }[];
  elsewhere: boolean;
  closed: { recordId: string }[];
  onCall: { recordId: string; personId: string }[];
}
const NOTHING = { hits: [], elsewhere: false, closed: [], onCall: [] };
const [HER_NUMBER, HIS_NUMBER] = [demoPersons.namesake.personnummer, demoPersons.violenceUser.personnummer];
const WHERE = 'Kanariegränd 1';

/** Who works with the case on one side finds nobody of the other by searching: not that there is a record, nor its id (docs/decisions/0017 and 0032). */
describe('a search by number across the sides of a case', () => {
  let world: World;
  let sara: ApiPerson;
  let nawid: ApiPerson;
  let tomas: ApiPerson;
  let onCall: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    nawid = await world.api('demo-boden-stand-in');
    tomas = await world.api('demo-boden-programme');
    onCall = await world.api('demo-boden-on-call');
  });
  afterAll(() => world?.close());

  const asOwner = async (text: string, values: unknown[]): Promise<object[]> => {
    const owner = new Client({ connectionString: world.migrateUrl });
    await owner.connect();
    try {
      return (await owner.query<object>(text, values)).rows;
    } finally {
      await owner.end();
    }
  };
  const register = async (who: ApiPerson, at: { recordId: string; caseId: string }, person: object): Promise<string> => {
    const personId = randomUUID();
    await ok(who.post('/api/v1/people', { ...at, personId, ...person }));
    return personId;
  };
  /** One case with a record of each side, hers with where she is hidden. */
  const bothSides = async (herWorker = sara, hisWorker = tomas, at = { hers: 'boden-mottagning-vald', his: 'boden-valdsutovare' }) => {
    const caseId = randomUUID();
    const [hers, his] = [
      { recordId: randomUUID(), caseId },
      { recordId: randomUUID(), caseId },
    ];
    await ok(herWorker.post('/api/v1/records', { ...hers, functionId: at.hers, source: 'own' }));
    await ok(hisWorker.post('/api/v1/records', { ...his, functionId: at.his, source: 'own', track: 'violence-user' }));
    const hidden = { role: 'exposed', name: 'Linda Ek', personNumber: HER_NUMBER, protection: 'protected-registration', address: WHERE };
    const woman = await register(herWorker, hers, hidden);
    await register(hisWorker, his, { role: 'violence-user', name: 'Tobias Grahn', personNumber: HIS_NUMBER });
    await world.settle();
    return { hers, his, woman };
  };
  /** What a search by that number tells, of this record alone: other tests of this file have theirs. */
  const told = async (who: ApiPerson, personNumber: string, { recordId }: { recordId: string }) => {
    const { hits, closed, onCall: called } = await ok<Found>(who.post('/api/v1/people/search', { personNumber }));
    return [hits, closed, called].map((list) => list.filter((one) => one.recordId === recordId).length);
  };
  const [HIT, NONE, CLOSED, ON_CALL] = [
    [1, 0, 0],
    [0, 0, 0],
    [0, 1, 0],
    [0, 1, 1],
  ];

  it('tells neither worker of the other’s record, in either direction, and the trail has it', async () => {
    const { hers, his, woman } = await bothSides();
    expect(await ok(tomas.post('/api/v1/people/search', { personNumber: HER_NUMBER }))).toEqual(NOTHING);
    expect(await ok(sara.post('/api/v1/people/search', { personNumber: HIS_NUMBER }))).toEqual(NOTHING);
    const lines = `SELECT 1 FROM audit.records WHERE action = 'search' AND staff_id = $1 AND $2 = ANY (hits)`;
    expect(await asOwner(lines, [demoStaff.bodenProgramme.id, woman])).toHaveLength(1);
    // The controls: each their own; a colleague on no side is told that there is one, and it is this very condition.
    expect([await told(sara, HER_NUMBER, hers), await told(tomas, HIS_NUMBER, his)]).toEqual([HIT, HIT]);
    const johan = await world.api('demo-boden-kin');
    expect([await told(johan, HER_NUMBER, hers), await told(johan, HIS_NUMBER, his)]).toEqual([CLOSED, CLOSED]);
    expect((await ok<Found>(johan.post('/api/v1/people/search', { personNumber: HER_NUMBER }))).elsewhere).toBe(true);
    await without(world, { name: 'access.across', condition: /<>/, instead: 'IS NULL AND' }, async () =>
      expect(await told(tomas, HER_NUMBER, hers)).toEqual(CLOSED),
    );
  });

  it('tells who stands in for a worker as much as that worker, on whichever side', async () => {
    const { hers, his } = await bothSides();
    expect([await told(nawid, HER_NUMBER, hers), await told(nawid, HIS_NUMBER, his)]).toEqual([HIT, NONE]);
    // Sara has the violence user's record of this case, and nobody for whom he stands in has hers.
    const other = await bothSides(tomas, sara, { hers: 'boden-valdsutovare', his: 'boden-mottagning' });
    expect([await told(nawid, HIS_NUMBER, other.his), await told(nawid, HER_NUMBER, other.hers)]).toEqual([HIT, NONE]);
  });

  it('opens no vault “Akut” to who works on the other side, called or not; to who has no part in it it does', async () => {
    const { hers, his, woman } = await bothSides();
    const { recordId } = hers;
    const urgent = () =>
      onCall.post('/api/v1/openings/vault/urgent', { openingId: randomUUID(), recordId, personId: woman, reason: 'Hjälp ska skickas dit' });
    const shows = async () => {
      const { status, text } = await onCall.post(`/api/v1/people/${woman}/reveal`, { recordId, purpose: 'Hjälp ska skickas dit' });
      return [status, text.includes(WHERE)];
    };
    await ok(tomas.post('/api/v1/records/assign', { ...his, staffId: demoStaff.bodenOnCall.id }));
    expect(await told(onCall, HER_NUMBER, hers)).toEqual(NONE);
    const nowhere = await onCall.post('/api/v1/openings/vault/urgent', {
      ...{ openingId: randomUUID(), recordId: randomUUID(), personId: woman, reason: 'Hjälp ska skickas dit' },
    });
    const refused = await urgent();
    const told404 = ({ status, body }: { status: number; body: unknown }) => [status, { ...(body as object), instance: null }];
    expect(told404(refused as never)).toEqual(told404(nowhere as never)); // as if there were no such record
    expect([refused.status, await shows()]).toEqual([404, [404, false]]);
    const denied = `SELECT 1 FROM audit.records WHERE operation = 'OpenVaultUrgently' AND outcome = 'denied' AND case_id = $1`;
    expect(await asOwner(denied, [hers.caseId])).toHaveLength(1);
    // The control: once she has left his record, the same act of hers sends help.
    await ok(tomas.post('/api/v1/records/unassign', { ...his, staffId: demoStaff.bodenOnCall.id }));
    expect(await told(onCall, HER_NUMBER, hers)).toEqual(ON_CALL);
    await ok(urgent());
    expect(await shows()).toEqual([200, true]);
  });
});
