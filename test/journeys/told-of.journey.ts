import { randomUUID } from 'node:crypto';
import { byTwo } from '../support/by-two.js';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning';
const POLICE = 'polis-lulea-lpo';
const WHERE = 'Kanariegränd 99';
const NEEDED = [403, 'urn:insatskedja:problem:second-person-needed'];

/** Of a violence user everything shows also where somebody is protected. Who that is, of those whom others told of, is not for one alone to say there. */
describe('somebody known only from what was received, where the own record is shielded', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let head: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    [officer, sara, head] = (await Promise.all(
      ['police-officer', 'boden-caseworker', 'boden-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  const answered = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type];
  const register = async (who: ApiPerson, person: object) => {
    const answer = await who.post('/api/v1/people', { name: 'Någon', ...person });
    await world.settle();
    return answered(answer as { status: number; body: { type?: string } });
  };
  const DONE = [201, undefined];

  /** The police tells of her, or of her and of him, on her consent. Nobody at the recipient has a record yet. */
  const told = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId] = [randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: POLICE, source: 'own' }));
    await register(officer, { ...at, personId, role: 'exposed', name: 'Linda Kanarie', address: WHERE });
    const classes = ['identity', 'location'];
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, ...at, personId, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['support'] },
        ...{ recipients: [HERS], classes, until: '2026-12-30T08:00:00Z' },
      }),
    );
    await world.settle();
    return {
      at,
      personId,
      consentId,
      about: { ...at, purpose: 'support', ground: 'osl-10-1-consent', consentId, personIds: [personId], classes },
    };
  };
  /** An own record in which somebody else is protected. */
  const shielded = async (caseId: string) => {
    const hers = { recordId: randomUUID(), caseId };
    await ok(sara.post('/api/v1/records', { ...hers, functionId: HERS, source: 'own' }));
    await register(sara, { ...hers, personId: randomUUID(), role: 'child', protection: 'secrecy-mark' });
    return hers;
  };

  const copied = async () => {
    const { at, personId, about } = await told();
    await ok(officer.post('/api/v1/disclosures', { disclosureId: randomUUID(), ...about, recipientFunction: HERS, mode: 'copy' }));
    await world.settle();
    await world.settle();
    const hers = await shielded(at.caseId);
    const reads = async () => (await sara.get(`/api/v1/cases/${at.caseId}/received`)).text.includes(WHERE);
    return { hers, personId, reads };
  };

  it('is made the violence user by two: registered as another first, then with the vault opened', async () => {
    const { hers, personId, reads } = await copied();
    const person = { ...hers, personId };
    expect(await register(sara, { ...person, role: 'violence-user' })).toEqual(NEEDED);
    expect(await reads()).toBe(false);
    expect(await register(sara, { ...person, role: 'relative' })).toEqual(DONE);
    const asNow = async () => {
      const { person: now } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}?recordId=${hers.recordId}`));
      const correction = { ...hers, reason: 'typing-error', role: 'violence-user' };
      return sara.post(`/api/v1/people/${personId}/corrections`, correction, { version: now.version });
    };
    expect(answered((await asNow()) as never)).toEqual(NEEDED);
    await byTwo(sara, head, person);
    expect((await asNow()).status).toBe(201);
    await world.settle();
    expect(await reads()).toBe(true);
  });

  it('is asked of nobody: who is new to the case, or where nobody is protected', async () => {
    const { hers, personId, reads } = await copied();
    expect(await register(sara, { ...hers, personId: randomUUID(), role: 'violence-user' })).toEqual(DONE);
    expect(await reads()).toBe(false);
    // The control: it is what was received that tells of the person.
    await without(world, { name: 'access.told_of', condition: /person = ANY \(r\.person_ids\)/, instead: 'false' }, async () => {
      expect(await register(sara, { ...hers, personId, role: 'violence-user' })).toEqual(DONE);
      expect(await reads()).toBe(true);
    });
    const open = await told();
    await ok(officer.post('/api/v1/disclosures', { disclosureId: randomUUID(), ...open.about, recipientFunction: HERS, mode: 'copy' }));
    await world.settle();
    await world.settle();
    const beside = { recordId: randomUUID(), caseId: open.at.caseId };
    await ok(sara.post('/api/v1/records', { ...beside, functionId: HERS, source: 'own' }));
    expect(await register(sara, { ...beside, personId: open.personId, role: 'violence-user' })).toEqual(DONE);
  });

  it('is so of a request too, but for whom its sender calls the violence user', async () => {
    const { at, personId } = await told();
    const [child, man] = [randomUUID(), randomUUID()];
    await register(officer, { ...at, personId: child, role: 'child', name: 'Ida' });
    await register(officer, { ...at, personId: man, role: 'violence-user', name: 'Tobias' });
    const referralId = randomUUID();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, ...at, fromFunction: POLICE, toFunction: HERS, kind: 'concern-report', purpose: 'protection' },
        ...{ personIds: [personId, child, man], classes: ['identity', 'free-text'], message: 'Barnet var hemma.', need: ['protection'] },
        ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Barnet har bevittnat våld.' }, urgency: 'acute' },
      }),
    );
    await world.settle();
    const hers = await shielded(at.caseId);
    expect(await register(sara, { ...hers, personId, role: 'violence-user' })).toEqual(NEEDED);
    expect(await register(sara, { ...hers, personId: man, role: 'violence-user' })).toEqual(NEEDED);
    const taken = { referralId, worries: ['witnessed-violence'] };
    await ok(sara.post('/api/v1/social-services/concerns/from-report', taken));
    await world.settle();
    const { person } = await ok<{ person: { role: string } }>(sara.get(`/api/v1/people/${man}`));
    expect(person.role).toBe('violence-user');
    // He is known here now, by his sender's word.
    expect(await register(sara, { ...hers, personId: man, role: 'violence-user' })).toEqual(DONE);
  });
});
