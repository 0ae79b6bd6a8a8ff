import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { asOwner } from '../privacy/past-the-walls.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HOUR = 3_600_000;
const WHERE = 'Kanariegränd 1';
const PURPOSE = 'Patrull ska skickas till hemmet';

interface Shown {
  readonly withheld: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly forwarding: { readonly sv: string } | null;
}

/** Where a protected person is: two persons, or one on call and a review. Everybody else has the forwarding address. */
describe('the vault', () => {
  let world: World;
  let sara: ApiPerson;
  let nawid: ApiPerson;
  let kin: ApiPerson;
  let onCall: ApiPerson;
  let officer: ApiPerson;
  let head: ApiPerson;
  let otherHead: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    [sara, nawid, kin, onCall, officer, head, otherHead] = (await Promise.all(
      ['boden-caseworker', 'boden-stand-in', 'boden-kin', 'boden-on-call', 'police-officer', 'boden-supervisor', 'lulea-supervisor'].map(
        (name) => world.api(`demo-${name}`),
      ),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  const hidden = async (personNumber: string = demoPersons.exposed.personnummer) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const personId = randomUUID();
    await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const person = {
      role: 'exposed',
      name: 'Linda Kanarie',
      personNumber,
      protection: 'protected-registration',
      address: WHERE,
      phone: '070-1740605',
    };
    await ok(nawid.post('/api/v1/people', { ...at, personId, ...person }));
    await world.settle();
    return { ...at, personId };
  };
  interface Hidden {
    readonly recordId: string;
    readonly caseId: string;
    readonly personId: string;
  }
  const asking = ({ recordId, personId }: Hidden) => ({
    openingId: randomUUID(),
    recordId,
    personId,
    reason: 'Stämning måste delges i dag',
  });
  const ask = async (who: ApiPerson, at: Hidden) => (await ok<{ id: string }>(who.post('/api/v1/openings/vault', asking(at)))).id;
  const reveal = (who: ApiPerson, { personId, recordId }: Hidden) =>
    who.post(`/api/v1/people/${personId}/reveal`, { recordId, purpose: PURPOSE });
  const shows = async (who: ApiPerson, at: Hidden) => {
    const { status, text } = await reveal(who, at);
    return [status, text.includes(WHERE)];
  };
  const assign = ({ recordId, caseId }: Hidden, staffId: string) => ok(nawid.post('/api/v1/records/assign', { recordId, caseId, staffId }));

  it('stays closed to one alone, who has the forwarding address and the ways of contact', async () => {
    const at = await hidden();
    const seen = await ok<Shown>(reveal(nawid, at));
    expect([seen.withheld, seen.values['phone'], seen.values['address']]).toEqual([['location'], '070-1740605', undefined]);
    expect(seen.forwarding?.sv).toContain('Skatteverket');
    const id = await ask(nawid, at);
    expect(await shows(nawid, at)).toEqual([200, false]);
    const refused = await nawid.post(`/api/v1/openings/${id}/approve`, {});
    expect([refused.status, (refused.body as { type: string }).type]).toEqual([409, 'urn:insatskedja:problem:own-request']);
    expect(await shows(nawid, at)).toEqual([200, false]);
  });

  it('opens for an hour to whoever asked, when a second person has approved', async () => {
    const at = await hidden();
    await assign(at, demoStaff.bodenCaseworker.id);
    const id = await ask(nawid, at);
    for (const stranger of [kin, onCall, officer, otherHead])
      expect((await stranger.post(`/api/v1/openings/${id}/approve`, {})).status).toBe(404);
    await ok(sara.post(`/api/v1/openings/${id}/approve`, {}));
    expect(await shows(nawid, at)).toEqual([200, true]);
    // The second person has agreed, and not asked: she sees no more than before.
    expect(await shows(sara, at)).toEqual([200, false]);
    for (const stranger of [kin, onCall, officer]) expect((await reveal(stranger, at)).status).toBe(404);
    expect((await ok<{ person: Shown }>(nawid.get(`/api/v1/people/${at.personId}`))).person.withheld).toEqual(['location', 'contact']);
    world.clock.advance(HOUR);
    expect(await shows(nawid, at)).toEqual([200, false]);
  });

  it('is approved by the head too, and stays closed when refused', async () => {
    const at = await hidden();
    const refused = await ask(nawid, at);
    await ok(head.post(`/api/v1/openings/${refused}/refuse`, { reason: 'forwarding-is-enough' }));
    expect((await head.post(`/api/v1/openings/${refused}/approve`, {})).status).toBe(409);
    expect(await shows(nawid, at)).toEqual([200, false]);
    const approved = await ask(nawid, at);
    await ok(head.post(`/api/v1/openings/${approved}/approve`, {}));
    expect(await shows(nawid, at)).toEqual([200, true]);
  });

  it('stays closed to whoever has left the record since they asked, and is not approved when a day has gone', async () => {
    const at = await hidden();
    const { recordId, caseId } = at;
    await assign(at, demoStaff.bodenCaseworker.id);
    const left = await ask(sara, at);
    await ok(nawid.post('/api/v1/records/unassign', { recordId, caseId, staffId: demoStaff.bodenCaseworker.id }));
    await ok(nawid.post(`/api/v1/openings/${left}/approve`, {}));
    expect((await reveal(sara, at)).status).toBe(404);
    await assign(at, demoStaff.bodenCaseworker.id);
    expect(await shows(sara, at)).toEqual([200, true]); // control: it is the assignment that she lacked
    // Control: it is this very condition that closed it.
    await ok(nawid.post('/api/v1/records/unassign', { recordId, caseId, staffId: demoStaff.bodenCaseworker.id }));
    await without(
      world,
      { name: 'access.released', condition: /AND \(o\.review_by IS NOT NULL OR access\.assigned\(record\)\)/, instead: '' },
      async () => expect(await shows(sara, at)).toEqual([200, true]),
    );

    const old = await ask(nawid, at);
    world.clock.advance(24 * HOUR);
    const late = await head.post(`/api/v1/openings/${old}/approve`, {});
    expect([late.status, (late.body as { type: string }).type]).toEqual([409, 'urn:insatskedja:problem:asked-too-long-ago']);
    await world.settle();
    const { items } = await ok<{ items: { openingId: string; status: string }[] }>(head.get('/api/v1/openings'));
    expect(items).toContainEqual(expect.objectContaining({ openingId: old, status: 'lapsed' }));
    await ok(head.post(`/api/v1/openings/${await ask(nawid, at)}/approve`, {}));
    expect(await shows(nawid, at)).toEqual([200, true]);
  });

  it('opens one person, not the others of the record', async () => {
    const at = await hidden();
    const child = { ...at, personId: randomUUID() };
    const entered = { role: 'child', name: 'Wilma', protection: 'secrecy-mark', address: WHERE };
    await ok(nawid.post('/api/v1/people', { recordId: at.recordId, caseId: at.caseId, personId: child.personId, ...entered }));
    await world.settle();
    await ok(head.post(`/api/v1/openings/${await ask(nawid, at)}/approve`, {}));
    expect([await shows(nawid, at), await shows(nawid, child)]).toEqual([
      [200, true],
      [200, false],
    ]);
    // Control: it is this very condition that keeps the child's address.
    await without(world, { name: 'access.released', condition: /o\.person_id = person/, instead: 'true' }, async () =>
      expect(await shows(nawid, child)).toEqual([200, true]),
    );
  });

  it('is asked for only by those who work with the record', async () => {
    const at = await hidden();
    const asked = (who: ApiPerson, place: Hidden) => who.post('/api/v1/openings/vault', asking(place)).then(({ status }) => status);
    expect(await Promise.all([kin, onCall, officer].map((who) => asked(who, at)))).toEqual([404, 404, 404]);
    expect(await asked(nawid, { ...at, personId: randomUUID() })).toBe(400); // nobody of that id stands in the record
    expect(await asked(nawid, at)).toBe(201); // control
  });

  it('opens at once to somebody on call, told and reviewed; unreviewed, it locks their emergency openings and never their help', async () => {
    const at = await hidden(demoPersons.namesake.personnummer);
    const urgent = (who: ApiPerson) => who.post('/api/v1/openings/vault/urgent', asking(at));
    expect((await reveal(onCall, at)).status).toBe(404);
    for (const other of [sara, officer, kin]) expect((await urgent(other)).status).toBe(404);
    expect((await urgent(nawid)).status).toBe(403); // works with it, is not on call: two persons
    const { id } = await ok<{ id: string }>(urgent(onCall));
    expect(await shows(onCall, at)).toEqual([200, true]);
    expect((await onCall.get(`/api/v1/people/${at.personId}`)).status).toBe(404); // it shows where she is, and opens nothing else
    await world.settle();
    const { items } = await ok<{ items: { openingId: string; kind: string }[] }>(head.get('/api/v1/openings'));
    expect(items).toContainEqual(expect.objectContaining({ openingId: id, kind: 'vault' }));

    world.clock.advance(72 * HOUR);
    expect((await reveal(onCall, at)).status).toBe(404);
    const emergency = () =>
      onCall.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId: at.recordId, reason: 'Hon ringer jouren' });
    expect((await emergency()).status).toBe(403);
    expect((await urgent(onCall)).status).toBe(201);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
    expect((await emergency()).status).toBe(201);
  });

  it('closes at once when a head finds it unjustified', async () => {
    const at = await hidden(demoPersons.namesake.personnummer);
    const opened = async () => {
      const { id } = await ok<{ id: string }>(onCall.post('/api/v1/openings/vault/urgent', asking(at)));
      expect(await shows(onCall, at)).toEqual([200, true]);
      return id;
    };
    const found = async (outcome: string) =>
      ok(head.post(`/api/v1/openings/${await opened()}/review`, { outcome, note: 'Det fanns ingen anledning' }));
    await found('justified');
    expect(await shows(onCall, at)).toEqual([200, true]); // control
    world.clock.advance(2 * HOUR);
    await found('unjustified');
    expect((await reveal(onCall, at)).status).toBe(404);
  });

  it('never leads to a fictitious identity: no number, no name, no lock finds it, also after it has begun', async () => {
    const personNumber = demoPersons.childFour.personnummer;
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own' }));
    const personId = randomUUID();
    await ok(
      nawid.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Nyfödd Nyman', personNumber, protection: 'fictitious' }),
    );
    await world.settle();
    const found = async (who: ApiPerson) => {
      const byNumber = await ok<{ hits: unknown[]; elsewhere: boolean; closed: unknown[] }>(
        who.post('/api/v1/people/search', { personNumber }),
      );
      const byName = await ok<{ hits: unknown[] }>(who.post('/api/v1/people/search', { name: 'Nyfödd Nyman' }));
      return [byNumber.hits.length, byNumber.elsewhere, byNumber.closed.length, byName.hits.length];
    };
    expect([await found(nawid), await found(onCall)]).toEqual([
      [0, false, 0, 0],
      [0, false, 0, 0],
    ]);
    // The same number in another case is another person to the system: nothing joins them.
    const other = await hidden(personNumber);
    expect((await found(nawid)).slice(0, 1)).toEqual([1]); // control: the one who is not fictitious is found
    const { person } = await ok<{ person: { version: string } }>(nawid.get(`/api/v1/people/${other.personId}?recordId=${other.recordId}`));
    const change = { recordId: other.recordId, caseId: other.caseId, protection: 'fictitious' };
    await ok(nawid.post(`/api/v1/people/${other.personId}/protection`, change, { version: person.version }));
    await world.settle();
    expect(await found(nawid)).toEqual([0, false, 0, 0]);
  });

  describe('never leads to a fictitious identity', () => {
    const number = demoPersons.childNine.personnummer;
    const woman = { role: 'exposed', name: 'Ny Kanarie', personNumber: number };
    const opened = async (caseId: string = randomUUID(), track = 'exposed') => {
      const at = { recordId: randomUUID(), caseId };
      await ok(nawid.post('/api/v1/records', { ...at, functionId: 'boden-mottagning-vald', source: 'own', track }));
      return at;
    };
    const enter = async (at: { recordId: string; caseId: string }, personId: string, more: object = {}) => {
      await ok(nawid.post('/api/v1/people', { ...at, personId, ...woman, ...more }));
      await world.settle();
    };
    const changed = async (what: string, at: Hidden, body: object) => {
      const { recordId, caseId, personId } = at;
      const { person } = await ok<{ person: { version: string } }>(nawid.get(`/api/v1/people/${personId}?recordId=${recordId}`));
      const answer = await nawid.post(`/api/v1/people/${personId}/${what}`, { recordId, caseId, ...body }, { version: person.version });
      await world.settle();
      return [answer.status, (answer.body as { type?: string }).type?.split(':').at(-1)];
    };
    /** What a search by number or name tells those who work with the record, and a colleague who does not; and the tokens there are. */
    const trace = async ({ caseId }: { caseId: string }) => {
      const asked = [{ personNumber: number }, { name: woman.name }].flatMap((input) =>
        [nawid, onCall].map((who) =>
          ok<{ hits: { caseId: string }[]; closed: unknown[]; elsewhere: boolean }>(who.post('/api/v1/people/search', input)),
        ),
      );
      const answers = await Promise.all(asked);
      const tokens = await asOwner(world, 'SELECT 1 FROM access.person_tokens WHERE case_id = $1 AND record_id IS NOT NULL', [caseId]);
      return [
        answers.flatMap(({ hits }) => hits.filter((hit) => hit.caseId === caseId)).length,
        answers.some((one) => one.elsewhere),
        tokens.length > 0,
      ];
    };
    const [NOTHING, FOUND] = [
      [0, false, false],
      [2, true, true],
    ];

    it('by another record, whichever of them says it, before or after, also under a lighter mark', async () => {
      const [first, personId] = [await opened(), randomUUID()];
      await enter(first, personId, { protection: 'fictitious' });
      expect(await trace(first)).toEqual(NOTHING);
      const second = { ...(await opened(first.caseId, 'child')), personId };
      await enter(second, personId);
      expect(await trace(first)).toEqual(NOTHING);
      expect(await changed('protection', second, { protection: 'secrecy-mark' })).toEqual([201, undefined]);
      expect(await changed('corrections', second, { reason: 'misheard', name: 'Ny Kanaria' })).toEqual([201, undefined]);
      expect(await trace(first)).toEqual(NOTHING);
      // Control: it is this very condition; and a search shows nothing of what it would have let in.
      const blind = { name: 'access.index_person', condition: / <> 'fictitious'/, instead: " <> 'nobody'" };
      await without(world, blind, async () => {
        await enter(await opened(first.caseId, 'child'), personId);
        expect(await trace(first)).toEqual([0, false, true]);
      });

      const [known, other] = [await opened(), randomUUID()];
      await enter(known, other);
      expect(await trace(known)).toEqual(FOUND); // control
      await enter(await opened(known.caseId, 'child'), other, { protection: 'fictitious' });
      expect(await trace(known)).toEqual(NOTHING);
    });

    it('by a concern report with her number that is taken in', async () => {
      const nurse = await world.api('demo-region-nurse');
      const [caseId, recordId, mother, child, referralId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const theirs = { recordId, caseId };
      await ok(nurse.post('/api/v1/records', { ...theirs, functionId: 'akutmottagning', source: 'own' }));
      await ok(nurse.post('/api/v1/people', { ...theirs, personId: mother, ...woman }));
      await ok(nurse.post('/api/v1/people', { ...theirs, personId: child, role: 'child', name: 'Leo Palo' }));
      await enter(await opened(caseId), mother, { protection: 'fictitious' });
      await ok(
        nurse.post('/api/v1/referrals', {
          ...{ referralId, ...theirs, fromFunction: 'akutmottagning', toFunction: 'boden-mottagning', kind: 'concern-report' },
          ...{ personIds: [mother, child], classes: ['identity', 'free-text'], message: 'Barnen var hemma.', urgency: 'acute' },
          ...{
            purpose: 'protection',
            ground: 'osl-10-28-sol-19-1',
            need: ['protection'],
            documentation: { reason: 'Har bevittnat våld.' },
          },
        }),
      );
      await world.settle();
      await ok(sara.post('/api/v1/social-services/concerns/from-report', { referralId, worries: ['witnessed-violence'] }));
      await world.settle();
      const [hits, elsewhere] = await trace({ caseId });
      expect([hits, elsewhere]).toEqual([0, false]);
      const hers = 'SELECT 1 FROM access.person_tokens WHERE case_id = $1 AND person_id = $2 AND record_id IS NOT NULL AND agency_id = $3';
      expect(await asOwner(world, hers, [caseId, mother, 'socialtjanst-boden'])).toEqual([]);
      expect(await asOwner(world, hers, [caseId, child, 'socialtjanst-boden'])).not.toEqual([]); // control: the report was taken in
    });

    it('by a registration merged with hers, nor is one made of hers and another', async () => {
      const at = await opened();
      const [kept, twin] = [
        { ...at, personId: randomUUID() },
        { ...at, personId: randomUUID() },
      ];
      await enter(at, kept.personId, { personNumber: undefined, name: 'Någon Annan', minor: false });
      await enter(at, twin.personId, { minor: false });
      const merge = { intoPersonId: kept.personId, basis: 'told' };
      expect(await changed('merge', twin, merge)).toEqual([201, undefined]);
      expect(await trace(at)).toEqual(FOUND); // control
      expect(await changed('protection', kept, { protection: 'fictitious' })).toEqual([201, undefined]);
      expect(await trace(at)).toEqual(NOTHING);

      const beside = await opened(at.caseId, 'child');
      const [she, other] = [
        { ...beside, personId: kept.personId },
        { ...beside, personId: randomUUID() },
      ];
      await enter(beside, she.personId, { personNumber: undefined, minor: false });
      await enter(beside, other.personId, { personNumber: undefined, minor: false });
      expect(await changed('merge', she, { ...merge, intoPersonId: other.personId })).toEqual([409, 'merge-fictitious']);
      expect(await changed('merge', other, { ...merge, intoPersonId: she.personId })).toEqual([409, 'merge-fictitious']);
    });

    it('by a merge that races with the mark: it comes first and is forgotten with her, or not at all', async () => {
      const at = await opened();
      const [kept, twin] = [
        { ...at, personId: randomUUID() },
        { ...at, personId: randomUUID() },
      ];
      await enter(at, kept.personId, { personNumber: undefined, name: 'Någon Annan', minor: false });
      await enter(at, twin.personId, { minor: false });
      const [merged, marked] = await Promise.all([
        changed('merge', twin, { intoPersonId: kept.personId, basis: 'told' }),
        changed('protection', kept, { protection: 'fictitious' }),
      ]);
      expect(marked[0]).toBe(201);
      expect([201, 409]).toContain(merged[0]);
      expect(await trace(at)).toEqual(merged[0] === 201 ? NOTHING : FOUND);
    });
  });

  describe('is not passed by one alone', () => {
    const NEEDED = [403, 'urn:insatskedja:problem:second-person-needed'];
    const answered = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type];
    /** A change of somebody in the record, with the version that it rests on. */
    const change = async (who: ApiPerson, { recordId, caseId, personId }: Hidden, what: string, body: object) => {
      const url = `/api/v1/people/${personId}`;
      const { person } = await ok<{ person: { version: string } }>(who.get(`${url}?recordId=${recordId}`));
      const answer = await who.post(`${url}/${what}`, { recordId, caseId, ...body }, { version: person.version });
      await world.settle();
      return answered(answer as { status: number; body: { type?: string } });
    };
    const mark = (who: ApiPerson, at: Hidden, protection: string) => change(who, at, 'protection', { protection });
    const readsAlone = async (at: Hidden) =>
      (await nawid.get(`/api/v1/people/${at.personId}?recordId=${at.recordId}`)).text.includes(WHERE);
    const DONE = [201, undefined];

    it('who takes the mark away or makes it lighter; a stronger one needs nobody', async () => {
      const at = await hidden();
      const cookie = await world.cookie('demo-boden-stand-in');
      const form = await fetch(`${world.url}/workspace/people/${at.personId}/protection?recordId=${at.recordId}`, { headers: { cookie } });
      expect(await form.text()).toContain('För att ta bort skyddet eller välja ett lättare behövs två personer');
      expect([await mark(nawid, at, 'none'), await mark(nawid, at, 'secrecy-mark')]).toEqual([NEEDED, NEEDED]);
      const id = await ask(nawid, at);
      expect(await mark(nawid, at, 'none')).toEqual(NEEDED); // asked, and nobody has answered
      await ok(head.post(`/api/v1/openings/${id}/approve`, {}));
      await assign(at, demoStaff.bodenCaseworker.id);
      expect(await mark(sara, at, 'none')).toEqual(NEEDED); // opened, and not to her
      expect(await readsAlone(at)).toBe(false);
      // The controls: by two, and not for longer than the hour.
      expect([await mark(nawid, at, 'secrecy-mark'), await mark(nawid, at, 'none')]).toEqual([DONE, DONE]);
      expect(await readsAlone(at)).toBe(true);
      expect([await mark(nawid, at, 'secrecy-mark'), await mark(sara, at, 'protected-registration')]).toEqual([DONE, DONE]);
      world.clock.advance(HOUR);
      expect(await mark(nawid, at, 'none')).toEqual(NEEDED);
      expect(await mark(sara, at, 'fictitious')).toEqual(DONE);
    });

    it('who has opened it "Akut", or for somebody else, or has ended it', async () => {
      const at = await hidden();
      const child = { ...at, personId: randomUUID() };
      const entered = { role: 'child', name: 'Wilma', protection: 'secrecy-mark' };
      await ok(nawid.post('/api/v1/people', { recordId: at.recordId, caseId: at.caseId, personId: child.personId, ...entered }));
      await assign(at, demoStaff.bodenOnCall.id);
      await ok(onCall.post('/api/v1/openings/vault/urgent', asking(at)));
      expect(await shows(onCall, at)).toEqual([200, true]);
      expect(await mark(onCall, at, 'none')).toEqual(NEEDED);
      const approved = async (who: Hidden) => {
        const id = await ask(nawid, who);
        await ok(head.post(`/api/v1/openings/${id}/approve`, {}));
        return id;
      };
      await approved(child);
      expect(await mark(nawid, at, 'none')).toEqual(NEEDED);
      await ok(nawid.post(`/api/v1/openings/${await approved(at)}/end`, {}));
      expect(await mark(nawid, at, 'none')).toEqual(NEEDED);
      // Controls: it is these very conditions.
      const lacking = (condition: RegExp, instead: string, who: ApiPerson) =>
        without(world, { name: 'access.ask_vault', condition, instead }, async () => expect(await mark(who, at, 'none')).toEqual(DONE));
      await lacking(/AND o\.review_by IS NULL/, '', onCall);
      await mark(nawid, at, 'protected-registration');
      await lacking(/AND o\.person_id = person/, '', nawid);
      await mark(nawid, at, 'protected-registration');
      await lacking(/AND o\.ended_at IS NULL/, '', nawid);
    });

    it('who makes a child the violence user, there or in another record; before the mark nobody is asked', async () => {
      const SCHOOL = 'Kanarieskolan';
      const mother = await hidden();
      const child = { ...mother, personId: randomUUID() };
      const place = { recordId: mother.recordId, caseId: mother.caseId };
      await ok(nawid.post('/api/v1/people', { ...place, personId: child.personId, role: 'child', name: 'Vera', school: SCHOOL }));
      await world.settle();
      const school = async (recordId = child.recordId) =>
        (await nawid.get(`/api/v1/people/${child.personId}?recordId=${recordId}`)).text.includes(SCHOOL);
      const him = (who: Hidden) => change(nawid, who, 'corrections', { reason: 'typing-error', role: 'violence-user' });
      expect([await him(child), await school()]).toEqual([NEEDED, false]);
      const beside = randomUUID();
      await ok(
        nawid.post('/api/v1/records', {
          recordId: beside,
          caseId: child.caseId,
          functionId: 'boden-mottagning-vald',
          source: 'own',
          track: 'child',
        }),
      );
      const there = { recordId: beside, caseId: child.caseId, role: 'violence-user', name: 'Vera', school: SCHOOL };
      expect(answered((await nawid.post('/api/v1/people', { ...there, personId: child.personId })) as never)).toEqual(NEEDED);
      // Controls: somebody who is nobody else in the case; the role, by two; and where nobody is protected.
      expect((await nawid.post('/api/v1/people', { ...there, personId: randomUUID() })).status).toBe(201);
      await ok(head.post(`/api/v1/openings/${await ask(nawid, child)}/approve`, {}));
      expect((await nawid.post('/api/v1/people', { ...there, personId: child.personId })).status).toBe(201);
      expect([await him(child), await school()]).toEqual([DONE, true]);
      const open = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
      await ok(
        nawid.post('/api/v1/records', { recordId: open.recordId, caseId: open.caseId, functionId: 'boden-mottagning-vald', source: 'own' }),
      );
      await ok(nawid.post('/api/v1/people', { ...open, role: 'child', name: 'Vera' }));
      await world.settle();
      expect(await him(open)).toEqual(DONE);
    });

    it('who asks for it while the opening ends: the mark stays, or it was taken away before', async () => {
      const at = await hidden();
      const id = await ask(nawid, at);
      await ok(head.post(`/api/v1/openings/${id}/approve`, {}));
      const [taken] = await Promise.all([mark(nawid, at, 'none'), nawid.post(`/api/v1/openings/${id}/end`, {})]);
      expect(await readsAlone(at)).toBe(taken[0] === 201);
      await mark(nawid, at, 'protected-registration');
      expect(await mark(nawid, at, 'none')).toEqual(NEEDED);
    });
  });
});
