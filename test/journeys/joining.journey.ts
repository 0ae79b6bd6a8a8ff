import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const ANOTHER = 'boden-mottagning';
const HOUR = 3_600_000;
const REFUSED = [409, 'urn:insatskedja:problem:function-has-record'];

interface At {
  readonly recordId: string;
  readonly caseId: string;
}

/** Whoever opens a record in a case takes part in it and reads what came to their functions: nobody does so beside those who work with it. */
describe('joining a case that colleagues work with', () => {
  let world: World;
  let [officer, owner, curious, head, onCall]: ApiPerson[] = [];
  const login = async () => {
    officer = await world.api('demo-police-officer');
    owner = await world.api('demo-boden-stand-in');
    curious = await world.api('demo-boden-caseworker');
    head = await world.api('demo-boden-supervisor');
    onCall = await world.api('demo-boden-on-call');
  };

  beforeAll(async () => {
    world = await createWorld();
    await login();
  });
  afterAll(() => world?.close());

  const open = (who: ApiPerson, caseId: string, functionId: string, more: object = {}) =>
    who.post('/api/v1/records', { recordId: randomUUID(), caseId, functionId, source: 'own', ...more });
  const answered = async (test: ReturnType<ApiPerson['post']>) => {
    const { status, body } = await test;
    return [status, (body as { type?: string }).type];
  };
  const chain = async (who: ApiPerson, caseId: string) => who.get(`/api/v1/cases/${caseId}/chain`);

  /** The police's record with her in it, and a standing disclosure of what they know to each of these functions. */
  const disclosed = async (...recipients: string[]): Promise<At & { personId: string; hers: string }> => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId, hers] = [randomUUID(), randomUUID(), randomUUID()];
    await ok(
      officer.post('/api/v1/police/reports', {
        ...{ reportId: randomUUID(), ...at, functionId: 'polis-lulea-lpo', reportNumber: '5000-K77-26', offence: 'assault' },
        ...{ occurredOn: '2026-11-01', immediateRisk: true, summary: 'Slog henne i hallen.', children: [] },
        ...{ exposed: { personId, name: 'Linda Prov' }, suspect: { personId: randomUUID(), name: 'Tobias Prov' } },
      }),
    );
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', purposes: ['support'] };
    const until = new Date(world.clock.now().getTime() + 60 * 24 * HOUR).toISOString();
    await ok(officer.post('/api/v1/consents', { consentId, ...at, personId, ...said, recipients, classes: ['crime', 'risk'], until }));
    await ok(owner.post('/api/v1/records', { recordId: hers, caseId: at.caseId, functionId: HERS, source: 'own' }));
    await world.settle();
    const what = { mode: 'standing', classes: ['crime', 'risk'], purpose: 'support', ground: 'osl-10-1-consent', consentId, until };
    for (const recipientFunction of recipients)
      await ok(
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), ...at, recipientFunction, personIds: [personId], factsFrom: '2026-01-01T00:00:00Z', ...what },
        }),
      );
    await world.settle();
    return { ...at, personId, hers };
  };
  const breakGlass = async (who: ApiPerson, recordId: string): Promise<string> => {
    const asked = { openingId: randomUUID(), recordId, reason: 'Hon ringer och den som är tilldelad är inte på plats', minutes: 15 };
    return (await ok<{ id: string }>(who.post('/api/v1/openings/emergency', asked))).id;
  };

  it('is not done by a record of another function of one’s own, during an emergency opening or after it', async () => {
    const { caseId, hers } = await disclosed(HERS);
    const id = await breakGlass(curious, hers);
    for (const functionId of [HERS, ANOTHER]) expect(await answered(open(curious, caseId, functionId))).toEqual(REFUSED);
    await ok(head.post(`/api/v1/openings/${id}/review`, { outcome: 'justified' }));
    world.clock.advance(25 * HOUR);
    await login();
    expect(await answered(open(curious, caseId, ANOTHER))).toEqual(REFUSED);
    await world.settle();
    expect((await chain(curious, caseId)).status).toBe(404);
    // Control: the head assigns her, and she reads what was disclosed; then she opens a child's record beside it.
    await ok(head.post('/api/v1/records/assign', { recordId: hers, caseId, staffId: demoStaff.bodenCaseworker.id }));
    await world.settle();
    expect((await chain(curious, caseId)).text).toContain('assault');
    await ok(open(curious, caseId, ANOTHER, { track: 'child' }));
  });

  it('is not done by whoever is no longer assigned', async () => {
    const { caseId, hers } = await disclosed(HERS);
    const staffId = demoStaff.bodenCaseworker.id;
    await ok(head.post('/api/v1/records/assign', { recordId: hers, caseId, staffId }));
    await world.settle();
    expect((await chain(curious, caseId)).status).toBe(200);
    await ok(head.post('/api/v1/records/unassign', { recordId: hers, caseId, staffId }));
    expect(await answered(open(curious, caseId, ANOTHER, { track: 'child' }))).toEqual(REFUSED);
  });

  it('shows all that was disclosed where the commit does not ask (control)', async () => {
    const { caseId } = await disclosed(HERS);
    expect(await answered(open(curious, caseId, ANOTHER))).toEqual(REFUSED);
    await without(
      world,
      { name: 'access.assign', condition: /opens AND access\.works_beside\(/, instead: 'false AND access.works_beside(' },
      async () => {
        await ok(open(curious, caseId, ANOTHER));
      },
    );
    await world.settle();
    expect((await chain(curious, caseId)).text).toContain('assault');
  });

  it('is done by whoever takes in a request to their function', async () => {
    const { recordId, caseId, personId } = await disclosed(HERS);
    expect(await answered(open(onCall, caseId, 'boden-socialjour'))).toEqual(REFUSED); // control: nothing has come there
    const referralId = randomUUID();
    await ok(
      officer.post('/api/v1/referrals', {
        ...{ referralId, recordId, caseId, fromFunction: 'polis-lulea-lpo', toFunction: 'boden-socialjour', personIds: [personId] },
        ...{ classes: ['identity'], purpose: 'protection', need: ['protection'], ground: 'brb-24-4-necessity', urgency: 'acute' },
        ...{ urgent: true, documentation: { reason: 'Han är på väg till henne med kniv just nu.' } },
      }),
    );
    await world.settle();
    await ok(onCall.post(`/api/v1/referrals/${referralId}/accept`, {}));
    await world.settle();
    await ok(onCall.post(`/api/v1/referrals/${referralId}/case`, {}));
    await world.settle();
    expect((await chain(onCall, caseId)).status).toBe(200);
    expect(await answered(open(curious, caseId, ANOTHER))).toEqual(REFUSED); // control: it came to another function than hers
  });

  it('is done for a disclosure to a function that nobody in the case works in, and not where somebody does', async () => {
    const { recordId, caseId, personId } = await disclosed(HERS);
    for (const recipientFunction of [ANOTHER, 'boden-socialjour'])
      await ok(
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), recordId, caseId, recipientFunction, mode: 'copy', classes: ['risk'], personIds: [personId] },
          ...{ purpose: 'protection', ground: 'brb-24-4-necessity', urgent: true, documentation: { reason: 'Han är på väg med kniv.' } },
        }),
      );
    await world.settle();
    await world.settle();
    expect(await answered(open(curious, caseId, ANOTHER))).toEqual(REFUSED);
    await ok(open(onCall, caseId, 'boden-socialjour'));
  });

  it('is done for the other side of the case, by whoever works on neither', async () => {
    const { caseId } = await disclosed(HERS);
    await ok(open(onCall, caseId, 'boden-socialjour', { track: 'violence-user' }));
    await world.settle();
    const crossing = await answered(open(onCall, caseId, 'boden-socialjour'));
    expect(crossing).toEqual([409, 'urn:insatskedja:problem:other-side-of-case']);
    expect((await chain(onCall, caseId)).text).not.toContain('assault');
  });

  it('is hindered by no record of another agency', async () => {
    const { caseId } = await disclosed(HERS);
    const nurse = await world.api('demo-region-nurse');
    await ok(open(nurse, caseId, 'akutmottagning'));
  });

  it('of two who open at once lets one in', async () => {
    for (let round = 0; round < 5; round++) {
      const caseId = randomUUID();
      const answers = await Promise.all([
        open(owner, caseId, HERS),
        open(curious, caseId, ANOTHER),
        open(onCall, caseId, 'boden-socialjour'),
      ]);
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
    }
  });
});
